package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Setting;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A time for which nobody is told of something.
 *
 * @param match of what
 * @param until when it ends
 * @param comment why
 */
public record SilenceConfig(
    SelectionConfig match,
    @Setting("When it ends, such as `2026-12-24T18:00:00Z`.") String until,
    @Setting("Why, for those who wonder.") String comment) {

  /** Refuses what cannot be. */
  public SilenceConfig {
    end(until);
  }

  /** One that has ended. */
  public static SilenceConfig defaults() {
    return new SilenceConfig(SelectionConfig.any(), Instant.EPOCH.toString(), "");
  }

  /** When it ends. */
  public Instant end() {
    return end(until);
  }

  private static Instant end(String until) {
    try {
      return OffsetDateTime.parse(until).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "until takes a time such as 2026-12-24T18:00:00Z, not '" + until + "'", e);
    }
  }
}
