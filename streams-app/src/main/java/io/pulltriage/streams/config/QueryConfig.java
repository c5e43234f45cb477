package io.pulltriage.streams.config;

import io.pulltriage.settings.Checks;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How instances ask each other. Immutable.
 *
 * @param patience how long another instance may take to answer one question; what has not come by
 *     then is asked of a standby or is missing
 * @param parallelism questions to other instances at a time, over all that are being answered here
 * @param secret what instances know each other by; without one, whoever reaches the port may ask
 * @param scheme {@code http} or {@code https}, as all instances serve it
 */
public record QueryConfig(
    Duration patience, int parallelism, Optional<String> secret, String scheme) {

  /** Refuses what cannot be. */
  public QueryConfig {
    Checks.requirePositive("patience", patience);
    Checks.requirePositive("parallelism", parallelism);
    if (secret.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("secret must not be blank");
    }
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("scheme must be http or https, is " + scheme);
    }
  }

  /** Two seconds, sixteen questions, no secret, http. */
  public static QueryConfig defaults() {
    return new QueryConfig(Duration.ofSeconds(2), 16, Optional.empty(), "http");
  }

  /** The same with a secret that all instances share. */
  public QueryConfig withSecret(String shared) {
    return new QueryConfig(patience, parallelism, Optional.of(shared), scheme);
  }

  /** Where another instance serves a path. */
  public URI address(String host, int port, String path) {
    return URI.create(scheme + "://" + host + ':' + port + path);
  }

  @Override
  public String toString() {
    return "QueryConfig[patience=%s, parallelism=%d, secret=%s, scheme=%s]"
        .formatted(patience, parallelism, secret.isPresent() ? "set" : "none", scheme);
  }
}
