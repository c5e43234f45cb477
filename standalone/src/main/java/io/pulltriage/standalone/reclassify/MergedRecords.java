package io.pulltriage.standalone.reclassify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records of several partitions in the order of their times, each partition's in its own order,
 * from given positions to given ends. Holds some thousands of each partition. Not thread-safe.
 */
final class MergedRecords {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int ENOUGH = 2_000;

  private final Consumer<String, byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private final Map<TopicPartition, Queue<ConsumerRecord<String, byte[]>>> waiting =
      new HashMap<>();
  private final Comparator<ConsumerRecord<String, byte[]>> order;

  /**
   * Nothing is read yet.
   *
   * @param consumer assigned to the partitions, at the positions to begin with
   * @param ends the offsets behind the last records
   * @param topics in the order in which records of the same time are to come
   */
  MergedRecords(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, List<String> topics) {
    this.consumer = consumer;
    this.ends = Map.copyOf(ends);
    this.order =
        Comparator.comparingLong((ConsumerRecord<String, byte[]> next) -> next.timestamp())
            .thenComparing(next -> topics.indexOf(next.topic()))
            .thenComparing(ConsumerRecord::partition);
    ends.keySet().forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
  }

  /** The next; null behind the last. */
  @Nullable ConsumerRecord<String, byte[]> next() {
    while (isAnyMissing()) {
      read();
    }
    ConsumerRecord<String, byte[]> next = null;
    for (Queue<ConsumerRecord<String, byte[]>> queue : waiting.values()) {
      ConsumerRecord<String, byte[]> head = queue.peek();
      if (head != null && (next == null || order.compare(head, next) < 0)) {
        next = head;
      }
    }
    return next == null ? null : queue(new TopicPartition(next.topic(), next.partition())).poll();
  }

  /** Of a partition without a record at hand, the next one may be the oldest of all. */
  private boolean isAnyMissing() {
    return waiting.entrySet().stream()
        .anyMatch(entry -> entry.getValue().isEmpty() && !isAtEnd(entry.getKey()));
  }

  private boolean isAtEnd(TopicPartition partition) {
    return consumer.position(partition) >= ends.getOrDefault(partition, 0L);
  }

  private void read() {
    Set<TopicPartition> full = new HashSet<>();
    List<TopicPartition> others = new ArrayList<>();
    for (Map.Entry<TopicPartition, Queue<ConsumerRecord<String, byte[]>>> entry :
        waiting.entrySet()) {
      boolean enough = entry.getValue().size() >= ENOUGH || isAtEnd(entry.getKey());
      (enough ? full : others).add(entry.getKey());
    }
    consumer.pause(full);
    consumer.resume(others);
    for (ConsumerRecord<String, byte[]> next : consumer.poll(POLL)) {
      TopicPartition partition = new TopicPartition(next.topic(), next.partition());
      if (next.offset() < ends.getOrDefault(partition, 0L)) {
        queue(partition).add(next);
      }
    }
  }

  private Queue<ConsumerRecord<String, byte[]>> queue(TopicPartition partition) {
    return waiting.computeIfAbsent(partition, unknown -> new ArrayDeque<>());
  }
}
