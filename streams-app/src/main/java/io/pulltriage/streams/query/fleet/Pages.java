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
   * The page.
   *
   * @param lists one more thing than fits on the page, where there are so many
   */
  static <V> Page<V> of(List<List<FoundRow>> lists, PageRequest request, Class<V> type) {
    TreeMap<String, V> merged = new TreeMap<>(Places.BYTES);
    for (List<FoundRow> rows : lists) {
      rows.forEach(row -> merged.put(row.getPlace(), type.cast(row.getContent())));
    }
    if (merged.size() <= request.limit()) {
      return new Page<>(List.copyOf(merged.values()), Optional.empty());
    }
    while (merged.size() > request.limit()) {
      merged.pollLastEntry();
    }
    Cursor next = new Cursor(request.order(), merged.lastKey());
    return new Page<>(List.copyOf(merged.values()), Optional.of(next));
  }
}
