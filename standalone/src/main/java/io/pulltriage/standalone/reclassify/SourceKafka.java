package io.pulltriage.standalone.reclassify;

import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The Kafka of an installation, of which nothing but records is taken: its consumers belong to no
 * group, commit nothing, create no topic and see committed records only.
 *
 * @param settings of Kafka's clients and of the schema registry's, under their own names
 * @param topics names of the installation's topics
 */
public record SourceKafka(Map<String, String> settings, Topics topics) {

  private static final int ANSWER_WITHIN_MILLIS = 20_000;

  /** Copies the map, so that nobody changes it later. */
  public SourceKafka {
    settings = Map.copyOf(settings);
  }

  /** Its address, for messages. */
  String address() {
    return settings.getOrDefault(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "?");
  }

  /** What clients of any kind are configured with. */
  Map<String, Object> clientSettings() {
    Map<String, Object> client = new HashMap<>();
    client.put(ConsumerConfig.CLIENT_ID_CONFIG, "pulltriage-reclassify");
    client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
    settings.forEach(
        (key, value) -> {
          if (!key.startsWith("schema.registry.")) {
            client.put(key, value);
          }
        });
    return client;
  }

  PublicSerdes serdes() {
    return new PublicSerdes(settings);
  }

  Consumer<String, byte[]> consumer() {
    Map<String, Object> consumer = clientSettings();
    consumer.remove(ConsumerConfig.GROUP_ID_CONFIG);
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    return new KafkaConsumer<>(consumer, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * All partitions of a topic.
   *
   * @throws IOException if there is no such topic
   */
  static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) throws IOException {
    List<PartitionInfo> infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new IOException("there is no topic " + topic + "; --topic-prefix says how they begin");
    }
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo info : infos) {
      partitions.add(new TopicPartition(topic, info.partition()));
    }
    return partitions;
  }
}
