package io.pulltriage.producer.publish;

import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * How a cluster's feed weighs what to publish.
 *
 * @param heartbeat how often a cluster's status is published while nothing about it changes
 * @param imageInterval how long changes of an image's usage are gathered before they are published,
 *     so that an image is published at most this often
 * @param wellFor how long a pod must have been well before it is withdrawn; also how long an image
 *     that no longer runs is still told
 * @param successorWindow how long after a pod has gone what takes its place may still change
 * @param pullingFor how long an image may be pulled before its pod is published; less than the time
 *     after which a pull counts as stalled
 */
public record FeedConfig(
    @Setting("How often a cluster's status is published while nothing about it changes.")
        Duration heartbeat,
    @Setting("How often an image's usage is published at most.") Duration imageInterval,
    @Setting("How long a pod must have been well before it is no longer published.")
        Duration wellFor,
    @Setting("How long after a pod has gone what takes its place may still change.")
        Duration successorWindow,
    @Setting(
            "How long an image may be pulled before its pod is published; less than the time after"
                + " which the analyzer takes a pull for stalled.")
        Duration pullingFor) {

  /** Refuses times that are not positive. */
  public FeedConfig {
    requirePositive("heartbeat", heartbeat);
    requirePositive("imageInterval", imageInterval);
    requirePositive("wellFor", wellFor);
    requirePositive("successorWindow", successorWindow);
    requirePositive("pullingFor", pullingFor);
  }

  /** 10 s, 10 s, 10 min, 2 min and 1 min. */
  public static FeedConfig defaults() {
    return new FeedConfig(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofMinutes(10),
        Duration.ofMinutes(2),
        Duration.ofMinutes(1));
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, not " + duration);
    }
  }
}
