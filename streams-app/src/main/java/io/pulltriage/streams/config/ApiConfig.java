package io.pulltriage.streams.config;

import io.pulltriage.http.ConnectionLimits;
import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.util.List;
import java.util.Map;

/**
 * Where and to whom the REST interface and the page are served. Immutable.
 *
 * @param host address to listen on
 * @param port port to listen on
 * @param insecure whether others than this machine may ask without a token
 * @param tls certificate to serve with
 * @param allowedOrigins pages of other origins that may ask
 * @param tokens who may ask for what, by name
 * @param connections bounds on connections
 * @param limits bounds for everyone
 */
public record ApiConfig(
    @Setting(
            "Address on which REST and the page are served. One that others can reach needs a"
                + " token.")
        String host,
    @Setting("Its port; 0 for any that is free.") int port,
    @Setting("Whether everyone who reaches the address may see everything without a token.")
        boolean insecure,
    TlsConfig tls,
    @Setting("Origins whose pages may ask, such as `https://wiki.example`; none by default.")
        List<String> allowedOrigins,
    Map<String, TokenConfig> tokens,
    ConnectionLimits connections,
    LimitsConfig limits) {

  private static final int MOST_PORT = 65_535;

  /** Refuses what cannot be. */
  public ApiConfig {
    Checks.requireText("host", host);
    Checks.requireBetween("port", port, 0, MOST_PORT);
    allowedOrigins = List.copyOf(allowedOrigins);
    tokens = Map.copyOf(tokens);
    if (limits.heartbeat().compareTo(connections.idleTimeout()) >= 0) {
      throw new IllegalArgumentException(
          "limits.heartbeat must be shorter than connections.idleTimeout");
    }
  }

  /** This machine alone, on port 8080, without tokens. */
  public static ApiConfig defaults() {
    return new ApiConfig(
        "127.0.0.1",
        8080,
        false,
        TlsConfig.NONE,
        List.of(),
        Map.of(),
        ConnectionLimits.forUsers(),
        LimitsConfig.defaults());
  }

  /** The same on another port; 0 for any that is free. */
  public ApiConfig onPort(int other) {
    return new ApiConfig(host, other, insecure, tls, allowedOrigins, tokens, connections, limits);
  }
}
