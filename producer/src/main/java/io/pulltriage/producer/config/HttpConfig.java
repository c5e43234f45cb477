package io.pulltriage.producer.config;

import io.pulltriage.http.ConnectionLimits;
import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;

/**
 * The service's own metrics and health.
 *
 * @param host address to listen on
 * @param port port to listen on
 * @param connections limits on connections
 */
public record HttpConfig(
    @Setting("Address on which `/metrics`, `/live` and `/ready` are served.") String host,
    @Setting("Its port; 0 for any that is free.") int port,
    ConnectionLimits connections) {

  /** Refuses what cannot be. */
  public HttpConfig {
    Checks.requireText("host", host);
    Checks.requireBetween("port", port, 0, 65_535);
  }

  static HttpConfig defaults() {
    return new HttpConfig("0.0.0.0", 8090, ConnectionLimits.forProbes());
  }
}
