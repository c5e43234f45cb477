package io.pulltriage.streams.config;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * Bounds for everyone who asks.
 *
 * @param requestsPerSecond requests that one client may send in the long run
 * @param burst requests that it may send at once
 * @param wrongTokensPerMinute unknown tokens that one client may send
 * @param streams streams of changes at a time
 * @param streamBuffer changes that wait for a slow client at most
 * @param streamHistory changes that are kept for clients that come back
 * @param heartbeat how often a stream without changes says that it lives
 */
public record LimitsConfig(
    @Setting("How many requests a second one client may send in the long run.")
        int requestsPerSecond,
    @Setting("How many requests one client may send at once.") int burst,
    @Setting("Unknown tokens that one client address may send per minute.")
        int wrongTokensPerMinute,
    @Setting("How many streams of changes may be open at a time.") int streams,
    @Setting("How many changes wait for a slow client before it is dropped.") int streamBuffer,
    @Setting("How many changes are kept for clients that come back with `Last-Event-ID`.")
        int streamHistory,
    @Setting(
            "How often a stream without changes says that it lives; less than `api.connections.idleTimeout`.")
        Duration heartbeat) {

  /** Refuses what cannot be. */
  public LimitsConfig {
    Checks.requirePositive("requestsPerSecond", requestsPerSecond);
    Checks.requirePositive("burst", burst);
    Checks.requirePositive("wrongTokensPerMinute", wrongTokensPerMinute);
    Checks.requirePositive("streams", streams);
    Checks.requirePositive("streamBuffer", streamBuffer);
    Checks.requirePositive("streamHistory", streamHistory);
    Checks.requirePositive("heartbeat", heartbeat);
  }

  /** 50 requests a second, 200 at once, 100 streams. */
  public static LimitsConfig defaults() {
    return new LimitsConfig(50, 200, 20, 100, 1_000, 10_000, Duration.ofSeconds(15));
  }
}
