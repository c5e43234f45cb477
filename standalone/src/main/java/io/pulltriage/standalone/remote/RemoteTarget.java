package io.pulltriage.standalone.remote;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which instance to ask, and how.
 *
 * @param server its address
 * @param token to send, if any
 * @param authority PEM file of the authority that its certificate is from; empty for those that
 *     Java trusts
 */
public record RemoteTarget(URI server, Optional<String> token, Optional<Path> authority) {

  @Override
  public String toString() {
    return server.toString(); // Never the token.
  }
}
