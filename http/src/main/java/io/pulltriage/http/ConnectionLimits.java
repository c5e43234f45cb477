package io.pulltriage.http;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * Limits on the connections of an HTTP server. Immutable.
 *
 * @param total open connections
 * @param perClient open connections of one client address, at most {@code total}
 * @param requestTimeout from the first byte of a request to the last byte of its body
 * @param idleTimeout how long a connection may be silent
 * @param minBytesPerSecond the slowest pace of a client, sending or reading
 */
public record ConnectionLimits(
    @Setting(
            "Open connections. At the limit, a new connection replaces one that waits for a"
                + " request, of the client with the most connections.")
        int total,
    @Setting("Open connections of one client address; further ones are closed.") int perClient,
    @Setting("Time limit for receiving a request, headers and body together.")
        Duration requestTimeout,
    @Setting("A connection without traffic is closed after this time.") Duration idleTimeout,
    @Setting("A client that sends or reads more slowly than this is disconnected.")
        int minBytesPerSecond) {

  /** Validates the limits. */
  public ConnectionLimits {
    Checks.requirePositive("total", total);
    Checks.requireBetween("perClient", perClient, 1, total);
    Checks.requirePositive("requestTimeout", requestTimeout);
    Checks.requirePositive("idleTimeout", idleTimeout);
    Checks.requirePositive("minBytesPerSecond", minBytesPerSecond);
  }

  /** For a server that many people use: 1,000 connections, 256 of one client. */
  public static ConnectionLimits forUsers() {
    return of(1_000, 256);
  }

  /** For a server that probes and scrapers use: 200 connections, 64 of one client. */
  public static ConnectionLimits forProbes() {
    return of(200, 64);
  }

  private static ConnectionLimits of(int total, int perClient) {
    return new ConnectionLimits(
        total, perClient, Duration.ofSeconds(10), Duration.ofSeconds(30), 1_024);
  }
}
