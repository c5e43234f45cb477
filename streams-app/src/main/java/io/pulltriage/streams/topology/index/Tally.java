package io.pulltriage.streams.topology.index;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Severity;
import io.pulltriage.schemas.internal.IncidentCount;
import io.pulltriage.schemas.internal.IncidentEntry;
import io.pulltriage.schemas.internal.NamespaceCounts;
import io.pulltriage.schemas.internal.SpanCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts incidents by what they have in common. Not thread-safe. */
public final class Tally {

  /** How long the spans are in which beginnings and ends are counted. */
  public static final Duration SPAN = Duration.ofMinutes(30);

  private record Kind(IncidentStatus status, Cause cause, Severity severity) {}

  private record Moment(Instant from, Cause cause) {}

  private static final Comparator<Moment> IN_ORDER =
      Comparator.comparing(Moment::from).thenComparing(Moment::cause);
  private static final Comparator<Kind> BY_KIND =
      Comparator.comparing(Kind::status).thenComparing(Kind::cause).thenComparing(Kind::severity);

  private final Map<Kind, Integer> kinds = new TreeMap<>(BY_KIND);
  private final Map<Moment, Integer> begun = new HashMap<>();
  private final Map<Moment, Integer> ended = new HashMap<>();

  /** When the span began that holds a time. */
  public static Instant spanOf(Instant time) {
    long span = SPAN.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), span) * span);
  }

  /** Counts one more. */
  public void add(IncidentEntry entry) {
    count(entry, 1);
  }

  /** Counts one less, which was counted before. */
  public void remove(IncidentEntry entry) {
    count(entry, -1);
  }

  /** Counts all that was counted elsewhere. */
  public void add(NamespaceCounts counts) {
    addSince(Instant.MIN, counts);
  }

  /**
   * Counts all that was counted elsewhere.
   *
   * @param first spans before this one are counted as if they were this one
   */
  public void addSince(Instant first, NamespaceCounts counts) {
    for (IncidentCount count : counts.getIncidents()) {
      Kind kind = new Kind(count.getStatus(), count.getCause(), count.getSeverity());
      change(kinds, kind, count.getIncidents());
    }
    for (SpanCount span : counts.getSpans()) {
      Instant from = span.getFrom().isBefore(first) ? first : span.getFrom();
      Moment moment = new Moment(from, span.getCause());
      change(begun, moment, span.getBegan());
      change(ended, moment, span.getEnded());
    }
  }

  /** Whether nothing is counted. */
  public boolean isEmpty() {
    return kinds.isEmpty();
  }

  /** What is counted. */
  public NamespaceCounts counts(String cluster, String namespace) {
    List<IncidentCount> incidents = new ArrayList<>();
    kinds.forEach(
        (kind, count) ->
            incidents.add(new IncidentCount(kind.status(), kind.cause(), kind.severity(), count)));
    return NamespaceCounts.newBuilder()
        .setCluster(cluster)
        .setNamespace(namespace)
        .setIncidents(incidents)
        .setSpans(spans())
        .build();
  }

  private List<SpanCount> spans() {
    TreeMap<Moment, SpanCount> spans = new TreeMap<>(IN_ORDER);
    begun.forEach(
        (moment, count) ->
            spans.put(moment, new SpanCount(moment.from(), moment.cause(), count, 0)));
    ended.forEach(
        (moment, count) ->
            spans.put(
                moment,
                new SpanCount(
                    moment.from(), moment.cause(), begun.getOrDefault(moment, 0), count)));
    return new ArrayList<>(spans.values());
  }

  private void count(IncidentEntry entry, int more) {
    change(kinds, new Kind(entry.getStatus(), entry.getCause(), entry.getSeverity()), more);
    change(begun, new Moment(spanOf(entry.getFirstSeen()), entry.getCause()), more);
    entry
        .getResolvedAt()
        .ifPresent(end -> change(ended, new Moment(spanOf(end), entry.getCause()), more));
  }

  private static <K> void change(Map<K, Integer> counts, K key, int more) {
    counts.compute(
        key,
        (same, before) -> {
          int now = (before == null ? 0 : before) + more;
          return now == 0 ? null : now;
        });
  }
}
