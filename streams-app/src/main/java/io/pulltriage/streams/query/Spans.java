package io.pulltriage.streams.query;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What happened in each span of a day. Pure. */
final class Spans {

  private Spans() {}

  static List<Summary.TimeSpan> before(long newest, List<Incident> all) {
    long span = Summary.SPAN.toMillis();
    long last = Math.floorDiv(newest, span) * span;
    List<Summary.TimeSpan> spans = new ArrayList<>();
    for (int i = Summary.SPANS - 1; i >= 0; i--) {
      Instant from = Instant.ofEpochMilli(last - i * span);
      Instant to = from.plusMillis(span);
      spans.add(
          new Summary.TimeSpan(
              from,
              counts(all, incident -> isWithin(incident.getFirstSeen(), from, to)),
              counts(
                  all,
                  incident ->
                      incident.getFirstSeen().isBefore(to)
                          && incident.getResolvedAt().filter(end -> end.isBefore(to)).isEmpty())));
    }
    return spans;
  }

  private static boolean isWithin(Instant time, Instant from, Instant to) {
    return !time.isBefore(from) && time.isBefore(to);
  }

  private static Map<Cause, Long> counts(List<Incident> all, Predicate<Incident> which) {
    return all.stream()
        .filter(which)
        .collect(Collectors.groupingBy(Incident::getCause, Collectors.counting()));
  }
}
