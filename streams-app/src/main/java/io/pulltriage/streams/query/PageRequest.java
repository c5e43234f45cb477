package io.pulltriage.streams.query;

import java.util.Optional;

/**
 * Which part of a list. Immutable.
 *
 * @param order what comes first
 * @param after where the page before ended; none for the first page
 * @param limit items at most, from 1 to {@value #MOST}
 */
public record PageRequest(Order order, Optional<Cursor> after, int limit) {

  /** The largest page. */
  public static final int MOST = 1_000;

  /**
   * Refuses what cannot be.
   *
   * @throws IllegalArgumentException if the limit is out of bounds or the cursor belongs to a list
   *     in another order
   */
  public PageRequest {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(
          "limit must be from 1 to %d, is %d".formatted(MOST, limit));
    }
    if (after.filter(cursor -> cursor.order() != order).isPresent()) {
      throw new IllegalArgumentException(
          "the cursor belongs to a list in the order " + after.get().order());
    }
  }

  /** The beginning of a list. */
  public static PageRequest first(Order order, int limit) {
    return new PageRequest(order, Optional.empty(), limit);
  }

  /** The page behind a cursor, as long as this one. */
  public PageRequest after(Cursor cursor) {
    return new PageRequest(order, Optional.of(cursor), limit);
  }
}
