package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.internal.FoundRow;
import io.pulltriage.streams.topology.index.Places;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Merges the incidents of several partitions into one list. Not thread-safe. */
final class IncidentLister implements AutoCloseable {

  private final IncidentSearch search;
  private final PriorityQueue<IncidentCursor> cursors =
      new PriorityQueue<>(Comparator.comparing(IncidentCursor::place, Places.BYTES));
  private Optional<String> until = Optional.empty();

  IncidentLister(IncidentSearch search) {
    this.search = search;
  }

  /**
   * Adds a partition.
   *
   * @throws PartGoneException if it is not here
   */
  void add(Parts parts) {
    try {
      keep(IncidentCursor.open(search, parts));
    } catch (InvalidStateStoreException e) {
      throw new PartGoneException(parts.partition(), e);
    }
  }

  /**
   * The first of them.
   *
   * @throws PartGoneException if a partition goes away meanwhile
   */
  List<FoundRow> list() {
    List<FoundRow> rows = new ArrayList<>();
    while (!cursors.isEmpty() && rows.size() < search.limit()) {
      IncidentCursor cursor = cursors.remove();
      if (cursor.isPaused()) {
        until = Optional.of(cursor.place());
        cursors.add(cursor);
        break;
      }
      try {
        String place = cursor.place();
        cursor.incident().ifPresent(incident -> rows.add(new FoundRow(place, incident)));
        cursor.advance();
      } catch (InvalidStateStoreException e) {
        cursor.close();
        throw new PartGoneException(cursor.partition(), e);
      }
      keep(cursor);
    }
    return rows;
  }

  /** The place behind which it was not looked, for it would have taken too long. */
  Optional<String> until() {
    return until;
  }

  private void keep(IncidentCursor cursor) {
    if (cursor.isAtEnd()) {
      cursor.close();
    } else {
      cursors.add(cursor);
    }
  }

  @Override
  public void close() {
    cursors.forEach(IncidentCursor::close);
    cursors.clear();
  }
}
