package io.pulltriage.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * How far the read model has read. A consumer's own lag cannot tell: it is that of its last fetch,
 * and stays as it is when the broker is away. So Kafka is asked where the topics end, and the
 * answer holds once the consumer has come there. Thread-safe.
 */
final class ReadProgress implements KafkaClientSupplier {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final Map<TopicPartition, Long> applied = new HashMap<>();
  private final BiConsumer<TopicPartition, Long> begun;

  /**
   * Nothing is read yet.
   *
   * @param begun is told at which offset each partition begins to be read
   */
  ReadProgress(BiConsumer<TopicPartition, Long> begun) {
    this.begun = begun;
  }

  /** Where the topics' committed records ended at a time. */
  record Ends(Instant time, Map<TopicPartition, Long> offsets) {

    /**
     * Asks Kafka.
     *
     * @throws KafkaException if it does not tell
     */
    static Ends ask(Admin admin, ReadTopics topics, InstantSource clock)
        throws InterruptedException {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      topics.partitions().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
      Instant time = clock.instant();
      try {
        Map<TopicPartition, ListOffsetsResultInfo> found =
            admin
                .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, end) -> offsets.put(partition, end.offset()));
        return new Ends(time, offsets);
      } catch (ExecutionException e) {
        throw new KafkaException("the ends of topics cannot be read", e.getCause());
      } catch (TimeoutException e) {
        throw new KafkaException("Kafka does not answer", e);
      }
    }
  }

  /**
   * Waits until everything before the ends is applied.
   *
   * @return whether that was so in time
   */
  synchronized boolean await(Ends ends, Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (left(ends) > 0) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }

  /** How many offsets are left before the ends; an upper bound for the number of records. */
  synchronized long left(Ends ends) {
    long left = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.offsets.entrySet()) {
      left += Math.max(0, end.getValue() - applied.getOrDefault(end.getKey(), 0L));
    }
    return left;
  }

  private synchronized void note(Consumer<byte[], byte[]> consumer) {
    for (TopicPartition partition : consumer.assignment()) {
      long position = consumer.position(partition);
      if (applied.put(partition, position) == null) {
        begun.accept(partition, position);
      }
    }
    notifyAll();
  }

  /** Notes how far it has come whenever more is asked for: all before that has been applied. */
  private final class NotedConsumer extends KafkaConsumer<byte[], byte[]> {

    NotedConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration within) {
      note(this);
      return super.poll(within);
    }
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new NotedConsumer(config);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    throw onlyGlobal();
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    throw onlyGlobal();
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    throw onlyGlobal();
  }

  private static UnsupportedOperationException onlyGlobal() {
    return new UnsupportedOperationException("global stores are all there is");
  }

  /** What an answer says that rests on these ends. */
  static Optional<AsOf> asOf(Optional<Instant> reached, InstantSource clock) {
    return reached.map(
        time -> {
          Duration lag = Duration.between(time, clock.instant());
          return new AsOf(time, lag.isNegative() ? Duration.ZERO : lag);
        });
  }
}
