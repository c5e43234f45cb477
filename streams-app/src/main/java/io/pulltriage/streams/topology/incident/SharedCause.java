package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.streams.topology.diagnosis.Causes;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The cause that several pods' findings share best. Pure.
 *
 * @param cause why they fail
 * @param confidence how sure the surest of them is
 * @param alternatives what else they say or leave open
 */
public record SharedCause(Cause cause, Confidence confidence, List<Cause> alternatives) {

  /** Most that an incident names. */
  private static final int ALTERNATIVES = 4;

  /** The cause that says most, then that of most pods, then the surest. */
  static SharedCause of(List<PodFinding> findings) {
    Map<Cause, List<PodFinding>> byCause =
        findings.stream()
            .collect(
                Collectors.groupingBy(PodFinding::getCause, TreeMap::new, Collectors.toList()));
    List<Cause> order =
        byCause.keySet().stream()
            .sorted(
                Comparator.<Cause>comparingInt(Causes::rank)
                    .thenComparing(cause -> byCause.getOrDefault(cause, List.of()).size())
                    .thenComparing(cause -> confidence(byCause.getOrDefault(cause, List.of())))
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    Cause cause = order.get(0);
    Set<Cause> others = new LinkedHashSet<>(order);
    byCause
        .getOrDefault(cause, List.of())
        .forEach(finding -> others.addAll(finding.getAlternatives()));
    others.removeIf(other -> other == cause || Causes.rank(other) < 2);
    return new SharedCause(
        cause,
        confidence(byCause.getOrDefault(cause, List.of())),
        others.stream().limit(ALTERNATIVES).toList());
  }

  private static Confidence confidence(List<PodFinding> findings) {
    return findings.stream()
        .map(PodFinding::getConfidence)
        .max(Comparator.naturalOrder())
        .orElse(Confidence.NONE);
  }
}
