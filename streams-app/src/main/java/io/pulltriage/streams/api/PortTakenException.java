package io.pulltriage.streams.api;

import java.io.IOException;

/** The server cannot listen where it was told to. */
public final class PortTakenException extends IOException {

  private static final long serialVersionUID = 1L;

  PortTakenException(String host, int port, Throwable cause) {
    super(
        "cannot listen on %s:%d: another program does; --port or api.port takes another port"
            .formatted(host, port),
        cause);
  }
}
