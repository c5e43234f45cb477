package io.pulltriage.streams.topology.diagnosis;

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
      Comparator.<Signal>comparingInt(signal -> rank(signal))
          .thenComparing(Signal::getAt)
          .thenComparing(Signal::getConfidence)
          .thenComparing(signal -> signal.getCause().map(Enum::ordinal).orElse(0))
          .thenComparing(Signal::getId)
          .reversed();

  private CauseChoice() {}

  /** The best explanation among signals of one failure; empty when there are none. */
  static Optional<Signal> best(List<Signal> signals) {
    Instant newest =
        signals.stream()
            .filter(CauseChoice::tells)
            .map(Signal::getAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN.plus(RECENT));
    return signals.stream()
        .filter(signal -> !signal.getAt().isBefore(newest.minus(RECENT)))
        .min(BY_STRENGTH);
  }

  /**
   * Whether it says why. That a container still waits contradicts no cause, and is often all that
   * client-go's spam filter lets through.
   */
  static boolean tells(Signal signal) {
    return rank(signal) > 0;
  }

  private static int rank(Signal signal) {
    return signal.getCause().map(Causes::rank).orElse(0);
  }
}
