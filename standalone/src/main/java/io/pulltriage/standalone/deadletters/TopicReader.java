package io.pulltriage.standalone.deadletters;

import io.pulltriage.standalone.kafka.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads bytes from topics to where they end at this moment, committed records only, as a member of
 * no group. Not thread-safe.
 */
final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String address;

  TopicReader(Connection connection) {
    Map<String, Object> settings = new HashMap<>(connection.clients());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "pulltriage-dead-letters");
    this.address = "Kafka at " + connection.kafka().get("bootstrap.servers");
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * How many partitions a topic has; 0 if there is no such topic.
   *
   * @throws IOException if Kafka cannot be asked
   */
  int partitions(String topic) throws IOException {
    try {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      return partitions == null ? 0 : partitions.size();
    } catch (KafkaException e) {
      throw failed(topic, e);
    }
  }

  /** Reads a whole topic. */
  void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) throws IOException {
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (int partition = partitions(topic) - 1; partition >= 0; partition--) {
      starts.put(new TopicPartition(topic, partition), 0L);
    }
    read(starts, reader);
  }

  /**
   * Reads partitions from offsets on.
   *
   * @throws IOException if Kafka cannot be read
   */
  void read(Map<TopicPartition, Long> starts, Consumer<ConsumerRecord<byte[], byte[]>> reader)
      throws IOException {
    if (starts.isEmpty()) {
      return;
    }
    try {
      consumer.assign(starts.keySet());
      starts.forEach(consumer::seek);
      Map<TopicPartition, Long> ends = consumer.endOffsets(starts.keySet());
      long lastProgress = System.nanoTime();
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        if (!polled.isEmpty()) {
          lastProgress = System.nanoTime();
        } else if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
          throw new IOException(address + ": nothing came within " + PATIENCE.toSeconds() + " s");
        }
        polled.forEach(reader);
      }
    } catch (KafkaException e) {
      throw failed(starts.keySet().iterator().next().topic(), e);
    }
  }

  private IOException failed(String topic, KafkaException error) {
    return new IOException(
        "%s: topic %s cannot be read: %s".formatted(address, topic, error.getMessage()), error);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
