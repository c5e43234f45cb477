package io.pulltriage.streams.query.fleet;

/** Another instance did not answer; the message says why, for people. */
final class PeerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PeerException(String message) {
    super(message);
  }
}
