package io.pulltriage.benchmarks.pipeline;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Waits until a Kafka Streams application has processed its input and whatever it wrote for itself
 * meanwhile. Exact, because positions and output are committed together. Not thread-safe.
 */
final class Drain implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final String application;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Drain(Map<String, Object> clients, String application) {
    this.application = application;
    this.admin = Admin.create(clients);
    this.consumer =
        new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Something that can have failed while it is waited for. */
  interface Watched {

    /**
     * Lets time pass.
     *
     * @throws RuntimeException if it has failed
     */
    void watch(Duration time) throws InterruptedException;
  }

  /**
   * Waits until the application has committed these positions of its input and is at the end of its
   * internal topics.
   *
   * @throws IllegalStateException if that takes longer than a quarter of an hour
   */
  void await(Map<TopicPartition, Long> ends, Watched watched)
      throws InterruptedException, ExecutionException {
    long started = System.nanoTime();
    while (!hasReached(ends) || isAnythingLeft()) {
      watched.watch(LOOK);
      if (System.nanoTime() - started > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%s has not processed its input within %s: at %s of %s"
                .formatted(application, PATIENCE, committed(), ends));
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }

  private boolean hasReached(Map<TopicPartition, Long> ends)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    return ends.entrySet().stream()
        .allMatch(end -> position(committed, end.getKey()) >= end.getValue());
  }

  private boolean isAnythingLeft() throws InterruptedException, ExecutionException {
    List<TopicPartition> partitions =
        partitions(
            admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(application + '-') && !name.endsWith("-changelog"))
                .toList());
    // Positions before ends: what is written in between counts as left.
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
    ends.forEach((at, end) -> consumer.seek(at, position(committed, at)));
    ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    // What is left may be no more than the marks of ended transactions.
    while (!ends.isEmpty()) {
      consumer.assign(ends.keySet());
      if (!consumer.poll(LOOK).isEmpty()) {
        return true;
      }
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    }
    return false;
  }

  private Map<TopicPartition, OffsetAndMetadata> committed()
      throws InterruptedException, ExecutionException {
    return admin.listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata().get();
  }

  private List<TopicPartition> partitions(Collection<String> topics)
      throws InterruptedException, ExecutionException {
    return admin.describeTopics(topics).allTopicNames().get().values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .toList();
  }

  private static long position(
      Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
    OffsetAndMetadata position = committed.get(partition);
    return position == null ? 0 : position.offset();
  }
}
