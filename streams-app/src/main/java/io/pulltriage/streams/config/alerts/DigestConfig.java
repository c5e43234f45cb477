package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * When many alerts become one message. Alertmanagers group by themselves and get no digests.
 *
 * @param stormAlerts messages that are sent one by one
 * @param stormWindow within this time
 * @param settle how long a digest waits for more
 */
public record DigestConfig(
    @Setting("How many alerts a sink is sent one by one within the window; the rest is a digest.")
        int stormAlerts,
    @Setting("The window; between two digests lies as much time at least.") Duration stormWindow,
    @Setting("How long the first digest waits for more to tell.") Duration settle) {

  /** Refuses what cannot be. */
  public DigestConfig {
    Checks.requireBetween("stormAlerts", stormAlerts, 0, 1_000_000);
    Checks.requirePositive("stormWindow", stormWindow);
    Checks.requirePositive("settle", settle);
  }

  /** Twenty in ten minutes; half a minute. */
  public static DigestConfig defaults() {
    return new DigestConfig(20, Duration.ofMinutes(10), Duration.ofSeconds(30));
  }
}
