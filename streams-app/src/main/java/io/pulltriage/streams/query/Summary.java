package io.pulltriage.streams.query;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How many of what there are. Immutable; a map has no entry for what there is none of.
 *
 * @param open incidents that last
 * @param resolved incidents that ended and are still kept
 * @param openByCause open incidents by cause
 * @param openBySeverity open incidents by severity
 * @param openByCluster open incidents by cluster
 * @param openOutbreaks outbreaks that last
 * @param times a day in spans of {@link #SPAN}, oldest first, without a gap; the last one holds the
 *     newest time that any visible cluster told of, so that a recording shows its own last day.
 *     Empty where no cluster has told of any
 */
public record Summary(
    long open,
    long resolved,
    Map<Cause, Long> openByCause,
    Map<Severity, Long> openBySeverity,
    Map<String, Long> openByCluster,
    long openOutbreaks,
    List<TimeSpan> times) {

  /** How long each span of time is. */
  public static final Duration SPAN = Duration.ofMinutes(30);

  /** How many spans there are. */
  public static final int SPANS = 48;

  /** Keeps what it is given. */
  public Summary {
    openByCause = Map.copyOf(openByCause);
    openBySeverity = Map.copyOf(openBySeverity);
    openByCluster = Map.copyOf(openByCluster);
    times = List.copyOf(times);
  }

  /**
   * What happened in one span of time. Counts the incidents that are kept, by the cause they have
   * now.
   *
   * @param from when it began
   * @param began incidents that began within it, by cause
   * @param failing incidents that lasted at its end, by cause
   */
  public record TimeSpan(Instant from, Map<Cause, Long> began, Map<Cause, Long> failing) {

    /** Keeps what it is given. */
    public TimeSpan {
      began = Map.copyOf(began);
      failing = Map.copyOf(failing);
    }
  }
}
