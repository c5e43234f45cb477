package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.internal.PodFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The findings of one incident that belong together in time: each began before those before it had
 * ended and settled. Pure.
 *
 * @param findings the newest that belong together, oldest first; at least one
 * @param earlier those of stretches that were over before
 */
public record Stretch(List<PodFinding> findings, List<PodFinding> earlier) {

  private static final Comparator<PodFinding> OLDEST_FIRST =
      Comparator.comparing(PodFinding::getSince).thenComparing(PodFinding::getPodUid);

  /**
   * The newest stretch.
   *
   * @param all findings of one incident, at least one
   * @param holdDown how long a pod must have stopped failing before that counts
   */
  static Stretch newest(Collection<PodFinding> all, Duration holdDown) {
    List<PodFinding> stretch = new ArrayList<>();
    List<PodFinding> earlier = new ArrayList<>();
    Instant reach = Instant.MIN;
    for (PodFinding finding : all.stream().sorted(OLDEST_FIRST).toList()) {
      if (finding.getSince().isAfter(reach)) {
        earlier.addAll(stretch);
        stretch.clear();
      }
      Instant settled = settledAt(finding, holdDown).orElse(Instant.MAX);
      reach = settled.isAfter(reach) ? settled : reach;
      stretch.add(finding);
    }
    return new Stretch(List.copyOf(stretch), List.copyOf(earlier));
  }

  /** Those that fail still. */
  public List<PodFinding> failing() {
    return findings.stream().filter(finding -> finding.getEndedAt().isEmpty()).toList();
  }

  /** When it is sure that nothing fails any more; empty while something does. */
  Optional<Instant> settledAt(Duration holdDown) {
    return failing().isEmpty()
        ? findings.stream()
            .flatMap(finding -> settledAt(finding, holdDown).stream())
            .max(Comparator.naturalOrder())
        : Optional.empty();
  }

  /** A container that failed after a minute's run proves nothing by running for a minute again. */
  private static Optional<Instant> settledAt(PodFinding finding, Duration holdDown) {
    return finding
        .getEndedAt()
        .map(end -> end.plus(holdDown).plusMillis(finding.getLastRunMillis()));
  }
}
