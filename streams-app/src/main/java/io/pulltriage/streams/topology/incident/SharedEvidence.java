package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.internal.PodFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What speaks for an incident's cause over all of its pods, each kind of thing once. Pure. */
final class SharedEvidence {

  private static final int MOST = 10;

  private SharedEvidence() {}

  /** Strongest first; of things that differ only in pod and time, the newest. */
  static List<Evidence> of(List<PodFinding> findings, Cause cause) {
    Map<String, Ranked> newest = new TreeMap<>();
    for (PodFinding finding : findings) {
      int distance = finding.getCause() == cause ? 0 : 1;
      List<Evidence> evidence = finding.getEvidence();
      for (int i = 0; i < evidence.size(); i++) {
        newest.merge(
            kind(evidence.get(i)), new Ranked(distance, i, evidence.get(i)), Ranked::newer);
      }
    }
    List<Ranked> all = new ArrayList<>(newest.values());
    all.sort(Ranked.STRONGEST_FIRST);
    return all.stream().limit(MOST).map(Ranked::evidence).toList();
  }

  /** What the cluster said is told by its kind; a fact of ours is told by its words. */
  private static String kind(Evidence evidence) {
    boolean said =
        evidence.getSource() == EvidenceSource.EVENT
            || evidence.getSource() == EvidenceSource.CONTAINER_STATUS;
    return evidence.getSource()
        + "\n"
        + evidence.getReason().orElse("")
        + "\n"
        + (said ? evidence.getRule().orElse("") : evidence.getMessage());
  }

  /**
   * A piece of evidence and its strength.
   *
   * @param distance 0 for evidence of the cause that was chosen, 1 for that of another
   * @param index how many of its pod's are stronger
   */
  private record Ranked(int distance, int index, Evidence evidence) {

    static final Comparator<Ranked> STRONGEST_FIRST =
        Comparator.comparingInt(Ranked::distance)
            .thenComparing(Ranked::index)
            .thenComparing(ranked -> ranked.evidence.getAt(), Comparator.reverseOrder())
            .thenComparing(ranked -> ranked.evidence.getMessage());

    /** The newest words at the best rank, whatever the order in which they come. */
    Ranked newer(Ranked other) {
      Evidence later =
          Comparator.comparing(Evidence::getAt)
                      .thenComparing(Evidence::getMessage)
                      .compare(evidence, other.evidence)
                  >= 0
              ? evidence
              : other.evidence;
      boolean stronger =
          distance < other.distance || (distance == other.distance && index <= other.index);
      return stronger
          ? new Ranked(distance, index, later)
          : new Ranked(other.distance, other.index, later);
    }
  }
}
