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
 * @param refresh how long counters of an incident wait at least before they are published; those of
 *     one that lasts wait five times as long
 */
public record IncidentConfig(
    @Setting("How long a container must have stopped failing before its incident is resolved.")
        Duration holdDown,
    @Setting("How long a resolved incident is kept.") Duration retention,
    @Setting(
            "How long counters of an incident or outbreak wait at least before they are published; those of an incident that lasts wait five times as long.")
        Duration refresh) {

  /** With counters published each minute at most. */
  public IncidentConfig(Duration holdDown, Duration retention) {
    this(holdDown, retention, Duration.ofMinutes(1));
  }

  /** Refuses what cannot be. */
  public IncidentConfig {
    Checks.requirePositive("holdDown", holdDown);
    Checks.requirePositive("retention", retention);
    Checks.requirePositive("refresh", refresh);
    if (retention.compareTo(holdDown) <= 0) {
      throw new IllegalArgumentException(
          "retention (%s) must be longer than holdDown (%s)".formatted(retention, holdDown));
    }
  }

  /** A minute of hold-down, a week of retention, a minute between refreshes. */
  public static IncidentConfig defaults() {
    return new IncidentConfig(Duration.ofSeconds(60), Duration.ofDays(7));
  }
}
