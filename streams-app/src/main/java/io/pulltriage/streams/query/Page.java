package io.pulltriage.streams.query;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list. Immutable.
 *
 * @param items in the order that was asked for, no more than that many, and fewer where looking
 *     farther would have taken too long
 * @param next where the next page begins; none after the last
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {

  /** Keeps what it is given. */
  public Page {
    items = List.copyOf(items);
  }
}
