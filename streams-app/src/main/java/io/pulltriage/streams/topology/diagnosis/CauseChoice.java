package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.internal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of several signals of one failure explains it. Pure. */
final class CauseChoice {

  /**
   * A cause that has not been told for so long, while others were, is over. Longer than the longest
   * back-off of a kubelet (5 min) and than the 300 s for which client-go holds repeated events
   * back.
   */
  static final Duration RECENT = Duration.ofMinutes(15);

  /** The likeliest explanation first. */
  static final Comparator<Signal> BY_STRENGTH =
      Comparator.<Signal>comparingInt(signal -> rank(signal.getCause()))
          .thenComparing(Signal::getAt)
          .thenComparing(Signal::getConfidence)
          .thenComparing(signal -> signal.getCause().map(Enum::ordinal).orElse(0))
          .thenComparing(Signal::getId)
          .reversed();

  private CauseChoice() {}

  /** The best explanation among signals of one failure; empty when there are none. */
  static Optional<Signal> best(List<Signal> signals) {
    Optional<Instant> newest = signals.stream().map(Signal::getAt).max(Comparator.naturalOrder());
    return newest.flatMap(
        at ->
            signals.stream()
                .filter(signal -> !signal.getAt().isBefore(at.minus(RECENT)))
                .min(BY_STRENGTH));
  }

  /** How much a cause says: one that names what is wrong beats one that only tells of waiting. */
  static int rank(Optional<Cause> cause) {
    if (cause.isEmpty()) {
      return 0;
    }
    return switch (cause.get()) {
      case NO_DETAIL -> 0;
      case UNKNOWN, PULL_CANCELLED -> 1;
      case CRASH_LOOP, KUBELET_THROTTLED -> 2;
      case TAG_NOT_FOUND,
          REPOSITORY_NOT_FOUND,
          NOT_FOUND_OR_PRIVATE,
          INVALID_IMAGE_NAME,
          UNAUTHENTICATED,
          FORBIDDEN,
          PULL_SECRET_MISSING,
          RATE_LIMITED,
          PLATFORM_MISMATCH,
          DNS_FAILURE,
          NETWORK_TIMEOUT,
          CONNECTION_FAILED,
          PROXY_FAILURE,
          TLS_FAILURE,
          REGISTRY_ERROR,
          DISK_FULL,
          IMAGE_CORRUPT,
          UNSUPPORTED_FORMAT,
          POLICY_REJECTED,
          NEVER_PULL,
          RUNTIME_FAILURE,
          PULL_STALLED,
          EXEC_FORMAT,
          CONFIG_ERROR,
          COMMAND_NOT_FOUND,
          OOM_KILLED ->
          3;
    };
  }
}
