package io.pulltriage.streams.alert.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Goes through a topic, all partitions from their beginning, as far as they go. Connects when it is
 * first used. Not thread-safe.
 */
final class TopicTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final String topic;
  private final Consumer<String, byte[]> consumer;
  private final ReadableValues<?> values;

  /**
   * Nothing is read yet.
   *
   * @param consumer closed with this
   * @param values takes each record
   */
  TopicTail(String topic, Consumer<String, byte[]> consumer, ReadableValues<?> values) {
    this.topic = topic;
    this.consumer = consumer;
    this.values = values;
  }

  /**
   * Takes what comes within a time.
   *
   * @return whether anything came
   */
  boolean take(Duration within) {
    assign();
    boolean any = false;
    for (ConsumerRecord<String, byte[]> entry : consumer.poll(within)) {
      values.take(entry);
      any = true;
    }
    return any;
  }

  /**
   * Takes all that stands in the topic by now.
   *
   * @return whether that was done within the time
   */
  boolean takeAll(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    assign();
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (!isAt(ends)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      take(POLL);
    }
    return true;
  }

  /** Whether all that stands in the topic by now was taken. */
  boolean isAtEnd() {
    assign();
    return isAt(consumer.endOffsets(consumer.assignment()));
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void assign() {
    if (!consumer.assignment().isEmpty()) {
      return;
    }
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
