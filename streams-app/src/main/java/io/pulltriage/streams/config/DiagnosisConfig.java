package io.pulltriage.streams.config;

import java.time.Duration;

/**
 * When a diagnosis is made.
 *
 * @param stallAfter how long a pull may take without a result before it counts as stalled
 */
public record DiagnosisConfig(Duration stallAfter) {

  /** Refuses what cannot be. */
  public DiagnosisConfig {
    Settings.requirePositive("diagnosis.stallAfter", stallAfter);
  }

  /** Three minutes. */
  public static DiagnosisConfig defaults() {
    return new DiagnosisConfig(Duration.ofMinutes(3));
  }
}
