package io.pulltriage.streams.query;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Severity;
import io.pulltriage.streams.query.Summary.TimeSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts incidents for a {@link Summary}. Not thread-safe. */
final class SummaryCounts {

  private static final Cause[] CAUSES = Cause.values();
  private static final Severity[] SEVERITIES = Severity.values();
  private static final long SPAN = Summary.SPAN.toMillis();

  private final Optional<Instant> newest;

  /** When the first span begins; nothing is counted in spans where no time is known. */
  private final long begin;

  private final long[] byCause = new long[CAUSES.length];
  private final long[] bySeverity = new long[SEVERITIES.length];
  private final Map<String, Long> byCluster = new HashMap<>();

  /** By span and cause; the row before the first span holds all that came before it. */
  private final long[][] began = new long[Summary.SPANS + 1][byCause.length];

  private final long[][] ended = new long[Summary.SPANS + 1][byCause.length];
  private long open;
  private long resolved;

  /** For the day up to a time. */
  SummaryCounts(Optional<Instant> newest) {
    this.newest = newest;
    this.begin =
        newest
            .map(time -> (Math.floorDiv(time.toEpochMilli(), SPAN) - Summary.SPANS + 1) * SPAN)
            .orElse(Long.MAX_VALUE);
  }

  /**
   * Counts an incident.
   *
   * @param cause ordinal of the cause
   * @param severity ordinal of the severity
   * @param firstSeen in milliseconds
   * @param resolvedAt in milliseconds; the largest number while it is open
   */
  void add(boolean isOpen, int cause, int severity, long firstSeen, long resolvedAt) {
    if (isOpen) {
      open++;
      byCause[cause]++;
      bySeverity[severity]++;
    } else {
      resolved++;
    }
    count(began, firstSeen, cause);
    if (resolvedAt != Long.MAX_VALUE) {
      count(ended, resolvedAt, cause);
    }
  }

  /** Tells how many incidents of a cluster are open. */
  void openIn(String cluster, long incidents) {
    byCluster.put(cluster, incidents);
  }

  private void count(long[][] spans, long time, int cause) {
    long span = newest.isEmpty() || time < begin ? 0 : (time - begin) / SPAN + 1;
    if (span <= Summary.SPANS) {
      spans[(int) span][cause]++;
    }
  }

  Summary build(long openOutbreaks) {
    Map<Severity, Long> severities = new EnumMap<>(Severity.class);
    for (int i = 0; i < bySeverity.length; i++) {
      if (bySeverity[i] > 0) {
        severities.put(SEVERITIES[i], bySeverity[i]);
      }
    }
    return new Summary(
        open,
        resolved,
        present(byCause),
        severities,
        byCluster,
        openOutbreaks,
        newest.isEmpty() ? List.of() : times());
  }

  private List<TimeSpan> times() {
    long[] failing = new long[byCause.length];
    List<TimeSpan> times = new ArrayList<>();
    for (int span = 0; span <= Summary.SPANS; span++) {
      for (int cause = 0; cause < failing.length; cause++) {
        failing[cause] += began[span][cause] - ended[span][cause];
      }
      if (span > 0) {
        Instant from = Instant.ofEpochMilli(begin + (span - 1) * SPAN);
        times.add(new TimeSpan(from, present(began[span]), present(failing)));
      }
    }
    return times;
  }

  private static Map<Cause, Long> present(long[] counts) {
    Map<Cause, Long> present = new EnumMap<>(Cause.class);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        present.put(CAUSES[i], counts[i]);
      }
    }
    return present;
  }
}
