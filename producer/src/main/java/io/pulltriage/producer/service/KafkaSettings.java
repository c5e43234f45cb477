package io.pulltriage.producer.service;

import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.schemas.ClusterPartitioner;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Settings of Kafka's clients and of the registry's, under their own names. */
final class KafkaSettings {

  private static final int LOOK_MILLIS = 5_000;

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
    settings.putAll(ClusterPartitioner.settings(new Topics(config.topicPrefix())));
    return settings;
  }

  static PublicSerdes serdes(ProducerConfig config) {
    return new PublicSerdes(registry(config));
  }

  /** For a look whether both are as they should be, by somebody who does not wait for long. */
  static Map<String, Object> lookers(ProducerConfig config) {
    Map<String, Object> settings = registry(config);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LOOK_MILLIS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LOOK_MILLIS);
    settings.putAll(clients(config));
    return settings;
  }

  private static Map<String, Object> registry(ProducerConfig config) {
    Map<String, Object> settings = new HashMap<>(config.schemaRegistry().properties());
    settings.put(PublicSerdes.REGISTRY_URL, config.schemaRegistry().url());
    return settings;
  }
}
