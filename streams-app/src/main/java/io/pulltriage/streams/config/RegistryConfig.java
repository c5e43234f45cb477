package io.pulltriage.streams.config;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.util.Map;

/**
 * Where schemas are kept.
 *
 * @param url the registry's address
 * @param properties further properties of its client under their own names
 */
public record RegistryConfig(
    @Setting("Address of a schema registry that speaks Confluent's API.") String url,
    @Setting(
            "Further properties of the registry's client, each under its own name, such as"
                + " `basic.auth.user.info`.")
        Map<String, String> properties) {

  /** Refuses what cannot be. */
  public RegistryConfig {
    Checks.requireText("url", url);
    properties = Map.copyOf(properties);
  }

  static RegistryConfig defaults() {
    return new RegistryConfig("http://localhost:8081", Map.of());
  }
}
