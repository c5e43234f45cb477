package io.pulltriage.streams.query.fleet;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Severity;
import io.pulltriage.schemas.internal.IncidentCount;
import io.pulltriage.schemas.internal.NamespaceCounts;
import io.pulltriage.schemas.internal.SpanCount;
import io.pulltriage.streams.query.Summary;
import io.pulltriage.streams.query.Summary.TimeSpan;
import io.pulltriage.streams.topology.index.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sums up the counts of clusters. Not thread-safe. */
final class SummaryBuilder {

  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private final Optional<Instant> newest;
  private final Map<Cause, Long> byCause = new EnumMap<>(Cause.class);
  private final Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
  private final Map<String, Long> byCluster = new HashMap<>();
  private final TreeMap<Instant, List<SpanCount>> spans = new TreeMap<>();
  private long open;
  private long resolved;

  /** For the day before a time. */
  SummaryBuilder(Optional<Instant> newest) {
    this.newest = newest;
  }

  /** When the span before the first one of that day begins: all before counts as within it. */
  static Instant firstSpan(Optional<Instant> newest) {
    return newest.map(time -> start(time).minus(Tally.SPAN)).orElse(NEVER);
  }

  void add(Object content) {
    NamespaceCounts counts = (NamespaceCounts) content;
    for (IncidentCount count : counts.getIncidents()) {
      long incidents = count.getIncidents();
      if (count.getStatus() == IncidentStatus.OPEN) {
        open += incidents;
        byCause.merge(count.getCause(), incidents, Long::sum);
        bySeverity.merge(count.getSeverity(), incidents, Long::sum);
        byCluster.merge(counts.getCluster(), incidents, Long::sum);
      } else {
        resolved += incidents;
      }
    }
    for (SpanCount span : counts.getSpans()) {
      spans.computeIfAbsent(span.getFrom(), from -> new ArrayList<>()).add(span);
    }
  }

  Summary build(long openOutbreaks) {
    return new Summary(
        open,
        resolved,
        byCause,
        bySeverity,
        byCluster,
        openOutbreaks,
        newest.map(this::times).orElse(List.of()));
  }

  private List<TimeSpan> times(Instant time) {
    Map<Cause, Long> failing = new EnumMap<>(Cause.class);
    Instant first = start(time);
    spans.headMap(first, false).values().forEach(before -> change(failing, before));
    List<TimeSpan> times = new ArrayList<>();
    for (int i = 0; i < Summary.SPANS; i++) {
      Instant from = first.plus(Tally.SPAN.multipliedBy(i));
      List<SpanCount> counts = spans.getOrDefault(from, List.of());
      change(failing, counts);
      Map<Cause, Long> began = new EnumMap<>(Cause.class);
      counts.forEach(
          span -> {
            if (span.getBegan() > 0) {
              began.merge(span.getCause(), (long) span.getBegan(), Long::sum);
            }
          });
      times.add(new TimeSpan(from, began, failing));
    }
    return times;
  }

  private static void change(Map<Cause, Long> failing, List<SpanCount> spans) {
    for (SpanCount span : spans) {
      long more = (long) span.getBegan() - span.getEnded();
      failing.merge(span.getCause(), more, Long::sum);
      failing.remove(span.getCause(), 0L);
    }
  }

  private static Instant start(Instant newest) {
    return Tally.spanOf(newest).minus(Tally.SPAN.multipliedBy(Summary.SPANS - 1L));
  }
}
