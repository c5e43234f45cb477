package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.internal.IncidentEntry;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.index.Entries;
import io.pulltriage.streams.topology.index.Places;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Goes through one partition's incidents in a list's order. Stands at one of them at a time, or
 * pauses at a place where none is after it has looked at as many entries as it may. Not
 * thread-safe.
 */
final class IncidentCursor implements AutoCloseable {

  /**
   * So many entries of a narrow part of the ids are looked at before the whole is read in the order
   * of time: whichever of the two is the shorter way, no more than this is lost.
   */
  private static final int NARROW = 4_000;

  /** More than a page, for an incident may go while it is being listed. */
  private static final int SPARE = 64;

  private final IncidentSearch search;
  private final int partition;
  private final ReadOnlyKeyValueStore<String, IncidentState> incidents;
  private final Scan<IncidentEntry> scan;
  private final Optional<Iterator<IncidentEntry>> sorted;
  private @Nullable IncidentEntry current;
  private @Nullable String pausedAt;
  private int looked;

  private IncidentCursor(
      IncidentSearch search,
      int partition,
      Parts parts,
      Scan<IncidentEntry> scan,
      Optional<Iterator<IncidentEntry>> sorted) {
    this.search = search;
    this.partition = partition;
    this.incidents = parts.open(Stores.INCIDENTS);
    this.scan = scan;
    this.sorted = sorted;
  }

  /**
   * Stands at the first incident.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the partition is not here
   */
  static IncidentCursor open(IncidentSearch search, Parts parts) {
    IncidentCursor cursor = search.byId() ? byId(search, parts) : byTime(search, parts);
    try {
      cursor.advance();
      return cursor;
    } catch (RuntimeException e) {
      cursor.close();
      throw e;
    }
  }

  private static IncidentCursor byId(IncidentSearch search, Parts parts) {
    Scan<IncidentEntry> scan =
        new Scan<>(parts.open(Stores.ENTRIES), search.ranges(), search.after());
    return new IncidentCursor(search, parts.partition(), parts, scan, Optional.empty());
  }

  private static IncidentCursor byTime(IncidentSearch search, Parts parts) {
    Scan<IncidentEntry> scan =
        new Scan<>(parts.open(Stores.ENTRIES_BY_TIME), search.rangesByTime(), search.after());
    Optional<Iterator<IncidentEntry>> sorted =
        search.ranges().equals(Ranges.EVERYTHING) ? Optional.empty() : sorted(search, parts);
    return new IncidentCursor(search, parts.partition(), parts, scan, sorted);
  }

  private static boolean accepts(
      IncidentSearch search,
      IncidentEntry entry,
      ReadOnlyKeyValueStore<String, IncidentState> incidents) {
    if (!search.matches(entry)) {
      return false;
    }
    if (search.text().isIn(entry)) {
      return true;
    }
    IncidentState state = incidents.get(entry.getId());
    return state != null && search.text().isIn(state.getIncident());
  }

  /** The newest of a narrow part, sorted in memory, about a page of them; none if it is wide. */
  private static Optional<Iterator<IncidentEntry>> sorted(IncidentSearch search, Parts parts) {
    NavigableMap<String, IncidentEntry> newest = new TreeMap<>(Places.BYTES);
    ReadOnlyKeyValueStore<String, IncidentEntry> entries = parts.open(Stores.ENTRIES);
    ReadOnlyKeyValueStore<String, IncidentState> incidents = parts.open(Stores.INCIDENTS);
    try (Scan<IncidentEntry> all = new Scan<>(entries, search.ranges(), Optional.empty())) {
      int looked = 0;
      for (KeyValue<String, IncidentEntry> next = all.next(); next != null; next = all.next()) {
        if (++looked > NARROW) {
          return Optional.empty();
        }
        String place = Entries.placeByTime(next.value);
        if (search.isBehind(place) && accepts(search, next.value, incidents)) {
          newest.put(place, next.value);
          if (newest.size() > search.limit() + SPARE) {
            newest.pollLastEntry();
          }
        }
      }
    }
    return Optional.of(List.copyOf(newest.values()).iterator());
  }

  int partition() {
    return partition;
  }

  boolean isAtEnd() {
    return current == null && pausedAt == null;
  }

  /** Whether it does not know what is behind its place. */
  boolean isPaused() {
    return pausedAt != null;
  }

  /** Where it stands; not at the end. */
  String place() {
    if (pausedAt != null) {
      return pausedAt;
    }
    IncidentEntry entry = entry();
    return search.byId() ? entry.getId() : Entries.placeByTime(entry);
  }

  /** The incident it stands at, unless that has gone or changed since. */
  Optional<Incident> incident() {
    IncidentState state = incidents.get(entry().getId());
    return Optional.ofNullable(state)
        .map(IncidentState::getIncident)
        .filter(incident -> search.matches(Entries.of(incident)) && search.text().isIn(incident));
  }

  void advance() {
    if (sorted.isPresent()) {
      current = sorted.get().hasNext() ? sorted.get().next() : null;
      return;
    }
    KeyValue<String, IncidentEntry> next = scan.next();
    while (next != null && !accepts(search, next.value, incidents)) {
      if (++looked >= search.mostLooked()) {
        pausedAt = next.key;
        current = null;
        return;
      }
      next = scan.next();
    }
    current = next == null ? null : next.value;
  }

  private IncidentEntry entry() {
    if (current == null) {
      throw new IllegalStateException("it is at the end");
    }
    return current;
  }

  @Override
  public void close() {
    scan.close();
  }
}
