package io.pulltriage.standalone.remote;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list, or all of it.
 *
 * @param items in the server's order
 * @param next where the next page begins
 * @param gaps what is missing or may be out of date, each for people
 */
public record RemotePage<T>(List<T> items, Optional<String> next, List<String> gaps) {

  /** Keeps what it is given. */
  public RemotePage {
    items = List.copyOf(items);
    gaps = List.copyOf(gaps);
  }
}
