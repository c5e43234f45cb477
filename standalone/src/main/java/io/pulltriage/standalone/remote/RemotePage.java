package io.pulltriage.standalone.remote;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list, or all of it.
 *
 * @param items in the server's order
 * @param next where the next page begins
 * @param warning that the answer is old, for people
 */
public record RemotePage<T>(List<T> items, Optional<String> next, Optional<String> warning) {

  /** Keeps what it is given. */
  public RemotePage {
    items = List.copyOf(items);
  }
}
