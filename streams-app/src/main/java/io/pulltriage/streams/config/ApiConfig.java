package io.pulltriage.streams.config;

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
 * @param limits bounds for everyone
 */
public record ApiConfig(
    String host,
    int port,
    boolean insecure,
    TlsConfig tls,
    List<String> allowedOrigins,
    Map<String, TokenConfig> tokens,
    LimitsConfig limits) {

  private static final int MOST_PORT = 65_535;

  /** Refuses what cannot be. */
  public ApiConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must not be empty");
    }
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException("port must be between 0 and 65535, is " + port);
    }
    allowedOrigins = List.copyOf(allowedOrigins);
    tokens = Map.copyOf(tokens);
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
        LimitsConfig.defaults());
  }

  /** The same on another port; 0 for any that is free. */
  public ApiConfig onPort(int other) {
    return new ApiConfig(host, other, insecure, tls, allowedOrigins, tokens, limits);
  }
}
