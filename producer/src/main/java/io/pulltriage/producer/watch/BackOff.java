package io.pulltriage.producer.watch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures: twice as long after each further one, up to a bound, less up to
 * half of it at random, so that clusters that failed together do not come back together. Not
 * thread-safe.
 */
final class BackOff {

  private static final int MOST_DOUBLINGS = 30;

  private final Duration from;
  private final Duration to;
  private final RandomGenerator random;
  private int failures;

  BackOff(Duration from, Duration to, RandomGenerator random) {
    this.from = from;
    this.to = to;
    this.random = random;
  }

  Duration next() {
    long doubled = from.toMillis() << Math.min(failures, MOST_DOUBLINGS);
    long bounded = doubled <= 0 ? to.toMillis() : Math.min(doubled, to.toMillis());
    failures++;
    return Duration.ofMillis(bounded - (long) (random.nextDouble() * bounded / 2));
  }

  void reset() {
    failures = 0;
  }
}
