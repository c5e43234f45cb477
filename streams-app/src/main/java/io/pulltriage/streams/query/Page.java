package io.pulltriage.streams.query;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list. Immutable.
 *
 * @param items in the order that was asked for, no more than that many
 * @param next where the next page begins; none after the last
 * @param total how many there are on all pages
 */
public record Page<T>(List<T> items, Optional<Cursor> next, int total) {

  /** Keeps what it is given. */
  public Page {
    items = List.copyOf(items);
  }
}
