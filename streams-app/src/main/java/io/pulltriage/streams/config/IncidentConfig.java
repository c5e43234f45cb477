package io.pulltriage.streams.config;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * The life of incidents.
 *
 * @param holdDown how long a container must have stopped failing before its incident is resolved; a
 *     failure within that time belongs to the same incident
 * @param retention how long a resolved incident is kept before its tombstone
 */
public record IncidentConfig(
    @Setting("How long a container must have stopped failing before its incident is resolved.")
        Duration holdDown,
    @Setting("How long a resolved incident is kept.") Duration retention) {

  /** Refuses what cannot be. */
  public IncidentConfig {
    Checks.requirePositive("holdDown", holdDown);
    Checks.requirePositive("retention", retention);
    if (retention.compareTo(holdDown) <= 0) {
      throw new IllegalArgumentException(
          "retention (%s) must be longer than holdDown (%s)".formatted(retention, holdDown));
    }
  }

  /** A minute of hold-down, a week of retention. */
  public static IncidentConfig defaults() {
    return new IncidentConfig(Duration.ofSeconds(60), Duration.ofDays(7));
  }
}
