package io.pulltriage.streams.query.fleet;

import io.pulltriage.schemas.internal.FoundRow;
import io.pulltriage.streams.query.Cursor;
import io.pulltriage.streams.query.Page;
import io.pulltriage.streams.query.PageRequest;
import io.pulltriage.streams.topology.index.Places;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Puts pages together from what several instances listed. Pure. */
final class Pages {

  private Pages() {}

  /**
   * The page. It may hold less than was asked for, and yet there be a next one, where nobody has
   * looked farther.
   */
  static <V> Page<V> of(Gathering found, PageRequest request, Class<V> type) {
    TreeMap<String, V> merged = new TreeMap<>(Places.BYTES);
    for (List<FoundRow> rows : found.rows()) {
      rows.forEach(row -> merged.put(row.getPlace(), type.cast(row.getContent())));
    }
    found.until().ifPresent(until -> merged.tailMap(until, false).clear());
    if (merged.size() <= request.limit()) {
      Optional<Cursor> next = found.until().map(until -> new Cursor(request.order(), until));
      return new Page<>(List.copyOf(merged.values()), next);
    }
    while (merged.size() > request.limit()) {
      merged.pollLastEntry();
    }
    Cursor next = new Cursor(request.order(), merged.lastKey());
    return new Page<>(List.copyOf(merged.values()), Optional.of(next));
  }
}
