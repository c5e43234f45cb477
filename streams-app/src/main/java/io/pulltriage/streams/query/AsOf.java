package io.pulltriage.streams.query;

import java.time.Duration;
import java.time.Instant;

/**
 * How far an answer has read. Immutable.
 *
 * @param time the answer holds everything that was committed to Kafka before
 * @param lag how long ago that is
 */
public record AsOf(Instant time, Duration lag) {

  /** An instance whose lag is longer has fallen behind. */
  public static final Duration BEHIND_AFTER = Duration.ofSeconds(10);

  /** Whether the instance that answers has fallen behind. */
  public boolean isBehind() {
    return lag.compareTo(BEHIND_AFTER) > 0;
  }
}
