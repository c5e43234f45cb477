package io.pulltriage.benchmarks.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the records that are written to a broker from one moment on, in all topics but Kafka's
 * own, by reading them: the ends of transactions, which take an offset too, are no records.
 */
final class RecordCount {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> clients;
  private final Map<TopicPartition, Long> from;

  /** Counts from now on. */
  RecordCount(Map<String, Object> clients) {
    this.clients = clients;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      this.from = Map.copyOf(consumer.endOffsets(partitions(consumer)));
    }
  }

  /** Records by topic until now, without those that had none. */
  Map<String, Long> byTopic() {
    Map<String, Long> counts = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      partitions.forEach(at -> consumer.seek(at, from.getOrDefault(at, 0L)));
      while (partitions.stream()
          .anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
        consumer.poll(POLL).forEach(record -> counts.merge(record.topic(), 1L, Long::sum));
      }
    }
    return counts;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.listTopics().entrySet().stream()
        .filter(topic -> !topic.getKey().startsWith("__"))
        .flatMap(topic -> topic.getValue().stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }
}
