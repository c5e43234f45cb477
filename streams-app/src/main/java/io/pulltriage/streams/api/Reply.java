package io.pulltriage.streams.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is sent back. */
public sealed interface Reply {

  /** The type of JSON answers. */
  String JSON = "application/json";

  /** The type of errors. */
  String PROBLEM = "application/problem+json";

  /**
   * A whole body.
   *
   * @param status of HTTP
   * @param type of the content
   * @param body the bytes, which nobody may change afterwards
   * @param headers further headers
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and read by nobody else.
  record Content(int status, String type, byte[] body, Map<String, String> headers)
      implements Reply {}

  /**
   * A body without an end, written on the request's thread until it returns.
   *
   * @param type of the content
   * @param body writes it
   */
  record Stream(String type, Body body) implements Reply {}

  /** Writes a body. */
  @FunctionalInterface
  interface Body {

    /**
     * Writes until there is no more, or nobody who reads.
     *
     * @throws IOException when the client has gone
     * @throws InterruptedException when the server ends
     */
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  /** JSON with status 200. */
  static Content json(Json.Content content) {
    return new Content(200, JSON, Json.bytes(content), Map.of());
  }

  /** Text in UTF-8. */
  static Content text(int status, String type, String text) {
    return new Content(status, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
