package io.pulltriage.streams.api;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.streams.query.ClusterReport;
import java.time.Duration;

/** How far what is known of a cluster can be relied on. */
public enum ClusterHealth {

  /** It is being watched. */
  WATCHED,

  /** It is being read for the first time, or again. */
  SYNCING,

  /** Its API server cannot be reached. */
  DISCONNECTED,

  /** Its producer has not been heard of: nothing is known of it any more. */
  SILENT;

  /** Producers tell every ten seconds. */
  private static final Duration SILENT_AFTER = Duration.ofSeconds(60);

  /** What a report says. */
  static ClusterHealth of(ClusterReport report) {
    ClusterStatus status = report.status();
    if (report.age().compareTo(SILENT_AFTER) > 0) {
      return SILENT;
    }
    return status.getConnected() ? status.getSynced() ? WATCHED : SYNCING : DISCONNECTED;
  }
}
