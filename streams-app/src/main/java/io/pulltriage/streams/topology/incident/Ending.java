package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.PodFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How an incident ended: as the last of its pods did. Pure.
 *
 * @param at when the last pod stopped failing
 * @param resolution how
 * @param replacedBy the image that took its place, when it was replaced
 */
public record Ending(Instant at, Resolution resolution, Optional<String> replacedBy) {

  /**
   * The end of what no longer fails.
   *
   * @param findings all ended, at least one
   * @param holdDown pods that ended within this time ended together; then a recovery tells more
   *     than a replacement, and that more than a deletion
   */
  static Ending of(List<PodFinding> findings, Duration holdDown) {
    Instant last =
        findings.stream()
            .map(finding -> finding.getEndedAt().orElseThrow())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    PodFinding telling =
        findings.stream()
            .filter(finding -> !end(finding).isBefore(last.minus(holdDown)))
            .min(
                Comparator.comparingInt(Ending::rank)
                    .thenComparing(Ending::end, Comparator.reverseOrder())
                    .thenComparing(PodFinding::getPodUid))
            .orElseThrow();
    Resolution resolution = telling.getResolution().orElse(Resolution.UNKNOWN);
    return new Ending(
        last,
        resolution,
        resolution == Resolution.REPLACED ? telling.getReplacedBy() : Optional.empty());
  }

  private static Instant end(PodFinding finding) {
    return finding.getEndedAt().orElseThrow();
  }

  private static int rank(PodFinding finding) {
    return switch (finding.getResolution().orElse(Resolution.UNKNOWN)) {
      // A pod that is gone while its workload lives on with the same image says least: the pod in
      // its place tells how that went.
      case RECOVERED -> finding.getReplacedBy().isEmpty() ? 0 : 3;
      case REPLACED -> 1;
      case DELETED -> finding.getReplacedBy().isEmpty() ? 2 : 4;
      case UNKNOWN -> 5;
    };
  }
}
