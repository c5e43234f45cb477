package io.pulltriage.standalone.kafka;

import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.settings.Setting;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.config.RegistryConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What both services are told of Kafka and the registry, under the same keys. Immutable.
 *
 * @param topicPrefix what the topics' names begin with
 * @param applicationId the analyzer's
 * @param kafka properties of Kafka's clients under their own names
 * @param schemaRegistry where schemas are kept
 */
public record Connection(
    @Setting("What the names of all topics begin with.") String topicPrefix,
    @Setting("Name of the analyzer in Kafka.") String applicationId,
    @Setting("Properties of Kafka's clients, each under its own name.") Map<String, String> kafka,
    RegistryConfig schemaRegistry) {

  /** Copies the map, so that nobody changes it later. */
  public Connection {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Reads it as the services do.
   *
   * @param file a service's YAML file, whose other settings are left alone; null for none
   * @param environment the process's
   * @param overrides from the command line, each {@code key=value}
   * @throws io.pulltriage.settings.ConfigException if a setting is wrong
   */
  public static Connection read(
      @Nullable Path file, Map<String, String> environment, List<String> overrides) {
    AnalyzerServiceConfig defaults = AnalyzerServiceConfig.defaults();
    return ConfigReader.readPart(
        new Connection(
            defaults.topicPrefix(),
            defaults.applicationId(),
            defaults.kafka(),
            defaults.schemaRegistry()),
        file,
        environment,
        overrides);
  }

  /** The topics' names. */
  public Topics topics() {
    return new Topics(topicPrefix);
  }

  /** Settings of Kafka's clients and of the registry's, under their own names. */
  public Map<String, Object> clients() {
    Map<String, Object> clients = new HashMap<>(schemaRegistry.properties());
    clients.put(PublicSerdes.REGISTRY_URL, schemaRegistry.url());
    clients.putAll(kafka);
    return clients;
  }
}
