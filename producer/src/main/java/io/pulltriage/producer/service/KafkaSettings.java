package io.pulltriage.producer.service;

import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.schemas.serdes.PublicSerdes;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** Settings of Kafka's clients and of the registry's, under their own names. */
final class KafkaSettings {

  private KafkaSettings() {}

  /** What all clients share. */
  static Map<String, Object> clients(ProducerConfig config) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "pulltriage-producer");
    settings.putAll(config.kafka());
    return settings;
  }

  /** What correctness rests on wins over what is set. */
  static Map<String, Object> producer(ProducerConfig config) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("linger.ms", 20);
    settings.put("compression.type", "zstd");
    // A wait in send holds back all clusters; what is refused is tried again anyway.
    settings.put("max.block.ms", 10_000);
    settings.put("delivery.timeout.ms", 30_000);
    settings.put("request.timeout.ms", 15_000);
    settings.putAll(clients(config));
    settings.put("enable.idempotence", true);
    settings.put("acks", "all");
    return settings;
  }

  static PublicSerdes serdes(ProducerConfig config) {
    Map<String, Object> settings = new HashMap<>(config.schemaRegistry().properties());
    settings.put(PublicSerdes.REGISTRY_URL, config.schemaRegistry().url());
    return new PublicSerdes(settings);
  }
}
