package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.internal.IncidentEntry;
import io.pulltriage.streams.query.IncidentFilter;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.topology.index.Places;
import java.util.List;
import java.util.Optional;

/** What is looked for among the incidents of every partition alike. Immutable. */
final class IncidentSearch {

  private final IncidentMatch match;
  private final List<String> ranges;
  private final List<String> rangesByTime;
  private final boolean byId;
  private final Optional<String> after;
  private final int limit;

  IncidentSearch(
      IncidentFilter filter,
      Visibility visibility,
      boolean byId,
      Optional<String> after,
      int limit) {
    this.match = new IncidentMatch(filter, visibility);
    this.ranges = Ranges.of(filter, visibility);
    this.rangesByTime =
        filter.status().isEmpty()
            ? Ranges.EVERYTHING
            : List.of(Places.prefixOf(filter.status().orElse(IncidentStatus.OPEN)));
    this.byId = byId;
    this.after = after;
    this.limit = limit;
  }

  boolean byId() {
    return byId;
  }

  Optional<String> after() {
    return after;
  }

  int limit() {
    return limit;
  }

  /** Prefixes of the ids. */
  List<String> ranges() {
    return ranges;
  }

  /** Prefixes of the places in the order of time. */
  List<String> rangesByTime() {
    return rangesByTime;
  }

  boolean matches(IncidentEntry entry) {
    return match.test(entry);
  }

  boolean isBehind(String place) {
    return after.isEmpty() || Places.BYTES.compare(place, after.get()) > 0;
  }
}
