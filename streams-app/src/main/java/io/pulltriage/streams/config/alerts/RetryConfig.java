package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * What becomes of a message that was not taken.
 *
 * @param attempts how often it is tried
 * @param first wait after the first failure
 * @param longest wait at most
 */
public record RetryConfig(
    @Setting("How often a message is tried before it is parked. Alertmanagers are tried on.")
        int attempts,
    @Setting("The wait after a first failure; it doubles with each, and varies by a half.")
        Duration first,
    @Setting("The longest wait, also where a receiver asks for longer with `Retry-After`.")
        Duration longest) {

  /** Refuses what cannot be. */
  public RetryConfig {
    Checks.requireBetween("attempts", attempts, 1, 1_000);
    Checks.requirePositive("first", first);
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("longest must not be shorter than first, is " + longest);
    }
  }

  /** Ten times, from a second to five minutes: about a quarter of an hour. */
  public static RetryConfig defaults() {
    return new RetryConfig(10, Duration.ofSeconds(1), Duration.ofMinutes(5));
  }
}
