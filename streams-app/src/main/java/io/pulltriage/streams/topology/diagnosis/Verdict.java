package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.internal.Signal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why one container of one pod fails, as far as is known.
 *
 * @param cause why
 * @param confidence how sure that is
 * @param alternatives what else it may be, likeliest first, never the cause itself
 */
record Verdict(Cause cause, Confidence confidence, List<Cause> alternatives) {

  Verdict {
    alternatives = alternatives.stream().filter(other -> other != cause).distinct().toList();
  }

  /** What the signals alone say. */
  static Verdict of(FailureSignals signals) {
    Optional<Signal> best = CauseChoice.best(signals.failures());
    return best.map(
            signal ->
                new Verdict(
                    signal.getCause().orElse(Cause.UNKNOWN),
                    signal.getConfidence(),
                    signal.getAlternatives()))
        .orElseGet(() -> ofSilence(signals));
  }

  /**
   * What fails without a word: a process that ends again and again, or a pull that does not end.
   */
  private static Verdict ofSilence(FailureSignals signals) {
    if (signals.phase() == Phase.STARTUP) {
      return new Verdict(Cause.CRASH_LOOP, Confidence.LIKELY, List.of());
    }
    return signals.pulling().isPresent()
        ? new Verdict(Cause.PULL_STALLED, Confidence.LIKELY, List.of())
        : new Verdict(Cause.NO_DETAIL, Confidence.NONE, List.of());
  }

  /** The same cause, proved. */
  Verdict proved() {
    return new Verdict(cause, Confidence.CERTAIN, List.of());
  }

  /** Another cause, of which this one was only the symptom. */
  Verdict becauseOf(Cause root, Confidence sure) {
    return new Verdict(root, sure, Stream.concat(Stream.of(cause), alternatives.stream()).toList());
  }

  /** The same cause, with one more that it may be. */
  Verdict or(Cause other) {
    return new Verdict(
        cause, confidence, Stream.concat(alternatives.stream(), Stream.of(other)).toList());
  }
}
