package io.pulltriage.streams.config;

import java.time.Duration;

/**
 * Bounds for everyone who asks.
 *
 * @param requestsPerSecond requests that one client may send in the long run
 * @param burst requests that it may send at once
 * @param idleTimeout how long a connection may stand still
 * @param streams streams of changes at a time
 * @param streamBuffer changes that wait for a slow client at most
 * @param streamHistory changes that are kept for clients that come back
 * @param heartbeat how often a stream without changes says that it lives
 */
public record LimitsConfig(
    int requestsPerSecond,
    int burst,
    Duration idleTimeout,
    int streams,
    int streamBuffer,
    int streamHistory,
    Duration heartbeat) {

  /** Refuses what cannot be. */
  public LimitsConfig {
    Settings.requirePositive("requestsPerSecond", requestsPerSecond);
    Settings.requirePositive("burst", burst);
    Settings.requirePositive("idleTimeout", idleTimeout);
    Settings.requirePositive("streams", streams);
    Settings.requirePositive("streamBuffer", streamBuffer);
    Settings.requirePositive("streamHistory", streamHistory);
    Settings.requirePositive("heartbeat", heartbeat);
  }

  /** 50 requests a second, 200 at once, 100 streams. */
  public static LimitsConfig defaults() {
    return new LimitsConfig(
        50, 200, Duration.ofSeconds(30), 100, 1_000, 10_000, Duration.ofSeconds(15));
  }
}
