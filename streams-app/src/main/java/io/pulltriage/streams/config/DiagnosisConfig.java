package io.pulltriage.streams.config;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * When a diagnosis is made.
 *
 * @param stallAfter how long a pull may take without a result before it counts as stalled
 * @param unprovenFor how long a container that was refused its image by the registry, and runs only
 *     because the image was on its node already, still counts as failing
 */
public record DiagnosisConfig(
    @Setting("How long a pull may take without a result before it counts as stalled.")
        Duration stallAfter,
    @Setting(
            "How long a container that was refused its image by the registry, and runs only because the image was on its node already, still counts as failing.")
        Duration unprovenFor) {

  /** Refuses what cannot be. */
  public DiagnosisConfig {
    Checks.requirePositive("stallAfter", stallAfter);
    Checks.requirePositive("unprovenFor", unprovenFor);
  }

  /** Three minutes; an hour. */
  public static DiagnosisConfig defaults() {
    return new DiagnosisConfig(Duration.ofMinutes(3), Duration.ofHours(1));
  }
}
