package io.pulltriage.streams.api;

import io.pulltriage.streams.query.Visibility;
import java.util.List;

/**
 * Who asks. Immutable.
 *
 * @param name of the token, for logs; never the token itself
 * @param visibility what may be seen
 * @param admin whether things may be changed
 */
public record Caller(String name, Visibility visibility, boolean admin) {

  /** Everyone, where no tokens are set. */
  static final Caller ANYONE = new Caller("anyone", Visibility.ALL, true);

  /** Someone without a token, where tokens are set: for what is open to everyone. */
  static final Caller NOBODY = new Caller("nobody", new Visibility(List.of()), false);

  /** Whether nothing is hidden. */
  boolean seesEverything() {
    return visibility.equals(Visibility.ALL);
  }
}
