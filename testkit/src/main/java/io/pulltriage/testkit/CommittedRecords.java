package io.pulltriage.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics from their beginning, each partition in order. Thread-safe. */
final class CommittedRecords {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrapServers;

  CommittedRecords(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** All records until they are enough; an error if they are not within a minute. */
  <V> List<ConsumerRecord<String, V>> until(
      Predicate<List<ConsumerRecord<String, V>>> enough, String topic, Deserializer<V> values) {
    List<ConsumerRecord<String, V>> records = new ArrayList<>();
    long start = System.nanoTime();
    try (KafkaConsumer<String, V> consumer = consumer(topic, values)) {
      while (!enough.test(records)) {
        if (System.nanoTime() - start > DEADLINE.toNanos()) {
          throw new AssertionError(
              "not enough in %s after %s: %s".formatted(topic, DEADLINE, described(records)));
        }
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  /** All records that a topic has at this moment. */
  <V> List<ConsumerRecord<String, V>> now(String topic, Deserializer<V> values) {
    List<ConsumerRecord<String, V>> records = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer = consumer(topic, values)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private <V> KafkaConsumer<String, V> consumer(String topic, Deserializer<V> values) {
    KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            values);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static <V> List<String> described(List<ConsumerRecord<String, V>> records) {
    return records.stream().map(record -> record.key() + "=" + record.value()).toList();
  }
}
