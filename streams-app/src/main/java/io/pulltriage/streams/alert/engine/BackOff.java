package io.pulltriage.streams.alert.engine;

import io.pulltriage.streams.config.alerts.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait after a failure. */
final class BackOff {

  private static final int MOST_DOUBLINGS = 30;

  private final RetryConfig config;
  private final RandomGenerator random;

  BackOff(RetryConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /**
   * The wait after so many failures in a row: twice as long each time, between half and one and a
   * half of that, so that many who failed together do not come back together.
   *
   * @param asked how long the receiver asks to wait, which counts if it is longer
   */
  Duration after(int failures, Optional<Duration> asked) {
    long doubled = 1L << Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1));
    Duration plain = shorter(config.first().multipliedBy(doubled), config.longest());
    long jittered = (long) (plain.toMillis() * (0.5 + random.nextDouble()));
    Duration own = shorter(Duration.ofMillis(Math.max(1, jittered)), config.longest());
    Duration wanted = asked.map(wait -> shorter(wait, config.longest())).orElse(Duration.ZERO);
    return wanted.compareTo(own) > 0 ? wanted : own;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
