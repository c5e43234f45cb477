package io.pulltriage.producer.config;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Checks properties of Kafka's clients by the clients' own definitions, so that a wrong one stops
 * the start instead of being tried again and again. Those that the clients do not know are left
 * alone: they may be for a plug-in of theirs.
 */
final class KafkaProperties {

  static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  private static final List<ConfigDef> CLIENTS =
      List.of(ProducerConfig.configDef(), ConsumerConfig.configDef());

  private KafkaProperties() {}

  /**
   * Refuses what no client would take.
   *
   * @param section what the properties' names are preceded by
   * @throws IllegalArgumentException that begins with the key and quotes no value that is secret
   */
  static void check(String section, Map<String, String> properties) {
    properties.forEach(
        (name, value) -> {
          for (ConfigDef client : CLIENTS) {
            ConfigKey key = client.configKeys().get(name);
            if (key != null) {
              check(section + "." + name, key, value);
            }
          }
        });
    checkAddresses(section + "." + BOOTSTRAP_SERVERS, properties.get(BOOTSTRAP_SERVERS));
  }

  private static void check(String path, ConfigKey key, String value) {
    try {
      Object parsed = ConfigDef.parseType(key.name, value, key.type);
      if (key.validator != null) {
        key.validator.ensureValid(key.name, parsed);
      }
    } catch (org.apache.kafka.common.config.ConfigException e) {
      boolean secret = key.type == ConfigDef.Type.PASSWORD;
      throw new IllegalArgumentException(
          path + " cannot be used" + (secret ? "" : ": " + e.getMessage()));
    }
  }

  private static void checkAddresses(String path, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(path + " must not be empty");
    }
    for (String address : value.split(",", -1)) {
      String stripped = address.strip();
      if (Utils.getHost(stripped) == null || Utils.getPort(stripped) == null) {
        throw new IllegalArgumentException(
            path + " takes host:port, separated by commas, not '" + stripped + "'");
      }
    }
  }
}
