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

  /**
   * So many entries are looked at in a partition for one page, and then the page ends, full or not:
   * a filter that nothing satisfies must not read everything at one go.
   */
  static final int MOST_LOOKED = 20_000;

  private final IncidentMatch match;
  private final IncidentText text;
  private final List<String> ranges;
  private final List<String> rangesByTime;
  private final boolean byId;
  private final Optional<String> after;
  private final int limit;
  private final int mostLooked;

  IncidentSearch(
      IncidentFilter filter,
      Visibility visibility,
      boolean byId,
      Optional<String> after,
      int limit) {
    this(filter, visibility, byId, after, limit, MOST_LOOKED);
  }

  /** The same that looks at another number of entries. */
  IncidentSearch(
      IncidentFilter filter,
      Visibility visibility,
      boolean byId,
      Optional<String> after,
      int limit,
      int mostLooked) {
    this.match = new IncidentMatch(filter, visibility);
    this.text = new IncidentText(filter.text());
    this.ranges = Ranges.of(filter, visibility);
    this.rangesByTime =
        filter.status().isEmpty()
            ? Ranges.EVERYTHING
            : List.of(Places.prefixOf(filter.status().orElse(IncidentStatus.OPEN)));
    this.byId = byId;
    this.after = after;
    this.limit = limit;
    this.mostLooked = mostLooked;
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

  /** How many entries of a partition may be looked at. */
  int mostLooked() {
    return mostLooked;
  }

  /**
   * Whether the entry satisfies the filter, but for the text, which may be in the incident alone.
   */
  boolean matches(IncidentEntry entry) {
    return match.test(entry);
  }

  IncidentText text() {
    return text;
  }

  boolean isBehind(String place) {
    return after.isEmpty() || Places.BYTES.compare(place, after.get()) > 0;
  }
}
