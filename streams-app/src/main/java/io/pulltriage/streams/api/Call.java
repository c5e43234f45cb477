package io.pulltriage.streams.api;

import java.util.Optional;

/**
 * A request. Immutable.
 *
 * @param caller who asks
 * @param query what follows the question mark
 * @param rest what the path has in place of the route's last part, decoded; empty for most routes
 * @param headers gives a header's value
 * @param body as it came; empty for most methods
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and read by nobody else.
public record Call(Caller caller, Query query, String rest, Headers headers, byte[] body) {

  /** Gives headers. */
  @FunctionalInterface
  public interface Headers {

    /** A header's value. */
    Optional<String> get(String name);
  }
}
