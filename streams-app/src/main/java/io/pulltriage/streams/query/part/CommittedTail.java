package io.pulltriage.streams.query.part;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether changelogs hold committed changes behind a position. Offsets alone do not tell:
 * each transaction ends with a marker, which has an offset and changes nothing, and so have the
 * records of a transaction that was aborted or is still open. Not thread-safe.
 */
final class CommittedTail implements AutoCloseable {

  private final Supplier<Consumer<byte[], byte[]>> opening;
  private @Nullable Consumer<byte[], byte[]> consumer;

  /**
   * Connects when there is first something to look at.
   *
   * @param opening makes a consumer that reads what is committed, and is of no group
   */
  CommittedTail(Supplier<Consumer<byte[], byte[]>> opening) {
    this.opening = opening;
  }

  /**
   * How far it is from each position to the end of what is committed, in offsets; 0 if no change is
   * among them. The end is the one at some time during the call. What cannot be told in time is not
   * in the answer.
   *
   * @param positions the offset behind the last change that is known
   * @throws org.apache.kafka.common.KafkaException if Kafka cannot be asked, or a position is not
   *     in the changelog
   */
  Map<TopicPartition, Long> behind(Map<TopicPartition, Long> positions, Duration patience) {
    Consumer<byte[], byte[]> reading = consumer();
    long deadline = System.nanoTime() + patience.toNanos();
    reading.assign(positions.keySet());
    // It may have been paused by the look before.
    reading.resume(positions.keySet());
    positions.forEach(reading::seek);
    Map<TopicPartition, Long> ends = reading.endOffsets(positions.keySet(), patience);
    Map<TopicPartition, Long> behind = new HashMap<>();
    ConsumerRecords<byte[], byte[]> found = ConsumerRecords.empty();
    while (true) {
      for (TopicPartition partition : positions.keySet()) {
        long end = ends.getOrDefault(partition, Long.MAX_VALUE);
        if (found.records(partition).stream().anyMatch(record -> record.offset() < end)) {
          behind.put(partition, end - positions.getOrDefault(partition, end));
        } else if (reading.position(partition) >= end) {
          behind.putIfAbsent(partition, 0L);
        }
      }
      reading.pause(behind.keySet());
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (behind.size() == positions.size() || left.isNegative()) {
        return behind;
      }
      found = reading.poll(left);
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    if (consumer == null) {
      consumer = opening.get();
    }
    return consumer;
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }
}
