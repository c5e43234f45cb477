package io.pulltriage.streams.query;

import java.util.Optional;

/**
 * What instances ask each other, apart from how it is carried: whoever runs the HTTP server mounts
 * {@code POST} {@link #PATH} and hands body and header over. Thread-safe.
 */
public interface PeerRoutes {

  /** Where it is to be mounted; the other instances look for it there. */
  String PATH = "/internal/v1/query";

  /** The header in which the shared secret comes. */
  String SECRET_HEADER = "X-PullTriage-Peer";

  /** The type of request and response bodies. */
  String CONTENT_TYPE = "application/octet-stream";

  /** The largest request that there is, in bytes; the server may refuse larger ones. */
  int LARGEST_REQUEST = 1 << 20;

  /**
   * Answers another instance.
   *
   * @param secret value of {@link #SECRET_HEADER}, if it was sent
   * @param body as it came; anything is met with a response
   */
  Response post(Optional<String> secret, byte[] body);

  /** What to send back. */
  final class Response {

    private final int status;
    private final byte[] body;

    /** A response that takes the body over. */
    public Response(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    /** Of HTTP: 200, 400 for what is no request, 401 for a wrong secret. */
    public int status() {
      return status;
    }

    /** Of {@link #CONTENT_TYPE}, not to be changed; empty unless the status is 200. */
    public byte[] body() {
      return body;
    }
  }
}
