package io.pulltriage.streams.api;

import java.util.Map;

/**
 * An error as RFC 9457 describes it. Immutable.
 *
 * @param status of HTTP
 * @param title what kind of error it is
 * @param detail what is wrong with this request, fit to be shown
 * @param headers to be sent with it
 */
public record Problem(int status, String title, String detail, Map<String, String> headers) {

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad request"),
          Map.entry(401, "Not authenticated"),
          Map.entry(403, "Not allowed"),
          Map.entry(404, "Not found"),
          Map.entry(405, "Method not allowed"),
          Map.entry(408, "Request timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Body too large"),
          Map.entry(414, "Address too long"),
          Map.entry(415, "Unsupported media type"),
          Map.entry(421, "Misdirected request"),
          Map.entry(429, "Too many requests"),
          Map.entry(431, "Headers too large"),
          Map.entry(500, "Internal error"),
          Map.entry(501, "Not implemented"),
          Map.entry(503, "Not available"),
          Map.entry(505, "HTTP version not supported"));

  /** Keeps what it is given. */
  public Problem {
    headers = Map.copyOf(headers);
  }

  /** An error of a status. */
  public static Problem of(int status, String detail) {
    return new Problem(status, TITLES.getOrDefault(status, "Error"), detail, Map.of());
  }

  /** The same, to be sent with a header. */
  public Problem withHeader(String name, String value) {
    return new Problem(status, title, detail, Map.of(name, value));
  }

  /** Its exception. */
  public ProblemException exception() {
    return new ProblemException(this);
  }
}
