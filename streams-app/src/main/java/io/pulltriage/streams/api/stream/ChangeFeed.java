package io.pulltriage.streams.api.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.background.BackgroundLoop;
import io.pulltriage.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Follows the topics of incidents, outbreaks and clusters with one consumer for all clients; after
 * a failure with another one, from where it was. Thread-safe.
 */
public final class ChangeFeed implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final FollowedTopics topics;
  private final ChangeLog log;
  private final Map<TopicPartition, Long> positions;
  private final Map<TopicPartition, Long> ends;
  private final BackgroundLoop loop;
  private volatile boolean caughtUp;

  private ChangeFeed(
      Consumer<String, byte[]> looking,
      FollowedTopics topics,
      int history,
      int buffer,
      Supplier<Consumer<String, byte[]>> consumers,
      Supplier<ChangeReader> readers,
      MeterRegistry registry) {
    this.topics = topics;
    List<TopicPartition> partitions = topics.partitions();
    looking.assign(partitions);
    ends = new HashMap<>(looking.endOffsets(partitions));
    positions = new HashMap<>(looking.beginningOffsets(partitions));
    long each = Math.max(1, history / partitions.size());
    // What happened before this instance started is kept as well, for whoever was elsewhere.
    positions.replaceAll(
        (partition, beginning) -> Math.max(beginning, ends.getOrDefault(partition, 0L) - each));
    long[] start = partitions.stream().mapToLong(one -> positions.getOrDefault(one, 0L)).toArray();
    log = new ChangeLog(topics.identity(), start, history, buffer);
    loop =
        new BackgroundLoop(
            "follow-changes", () -> new Following(consumers.get(), readers.get()), registry);
  }

  /**
   * Begins to follow.
   *
   * @param settings of Kafka's clients and of the schema registry, under their own names
   * @param history changes that are kept for clients that come back
   * @param buffer changes that wait for a slow client at most
   * @throws KafkaException if the topics cannot be read
   */
  public static ChangeFeed follow(
      Topics topics, Map<String, ?> settings, int history, int buffer, MeterRegistry registry) {
    Map<String, Object> ours = new HashMap<>(settings);
    ours.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    ours.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    ours.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    Supplier<Consumer<String, byte[]>> consumers =
        () -> new KafkaConsumer<>(ours, new StringDeserializer(), new ByteArrayDeserializer());
    try (Consumer<String, byte[]> looking = consumers.get()) {
      ChangeFeed feed =
          new ChangeFeed(
              looking,
              FollowedTopics.find(topics, looking, settings),
              history,
              buffer,
              consumers,
              () -> new ChangeReader(topics, settings),
              registry);
      feed.loop.start();
      return feed;
    }
  }

  /** Whether clients may come: what had happened before is known. */
  public boolean isReady() {
    return caughtUp && failure().isEmpty();
  }

  /** Why changes are not followed at present; empty while they are. */
  public Optional<String> failure() {
    return loop.failure();
  }

  /**
   * Follows from now on, or from where the client was.
   *
   * @param lastEventId a {@link Subscription#position()} of this or another instance
   */
  public Subscription subscribe(Optional<String> lastEventId) {
    return log.subscribe(lastEventId);
  }

  /** Ends all subscriptions and stops. */
  @Override
  public void close() {
    loop.stop();
    if (!loop.awaitEnd(CLOSE_WITHIN)) {
      loop.interrupt();
    }
    log.end();
  }

  /** What one consumer reads. */
  private final class Following implements BackgroundLoop.Session {

    private final Consumer<String, byte[]> consumer;
    private final ChangeReader reader;

    Following(Consumer<String, byte[]> consumer, ChangeReader reader) {
      this.consumer = consumer;
      this.reader = reader;
      consumer.assign(topics.partitions());
      positions.forEach(consumer::seek);
    }

    @Override
    public boolean step() {
      for (ConsumerRecord<String, byte[]> change : consumer.poll(POLL)) {
        log.add(reader.read(change, topics.numberOf(change)));
        positions.put(new TopicPartition(change.topic(), change.partition()), change.offset() + 1);
      }
      if (!caughtUp) {
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        caughtUp = ends.isEmpty();
      }
      return true;
    }

    @Override
    public void close() {
      consumer.close();
      reader.close();
    }
  }
}
