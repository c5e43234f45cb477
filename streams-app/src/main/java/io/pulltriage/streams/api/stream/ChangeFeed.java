package io.pulltriage.streams.api.stream;

import io.pulltriage.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics of incidents, outbreaks and clusters with one consumer for all clients.
 * Thread-safe.
 */
public final class ChangeFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Consumer<String, byte[]> consumer;
  private final ChangeReader reader;
  private final FollowedTopics topics;
  private final ChangeLog log;
  private final Map<TopicPartition, Long> ends;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::follow, "follow-changes");
  private volatile boolean caughtUp;

  private ChangeFeed(
      Consumer<String, byte[]> consumer,
      ChangeReader reader,
      FollowedTopics topics,
      int history,
      int buffer) {
    this.consumer = consumer;
    this.reader = reader;
    this.topics = topics;
    List<TopicPartition> partitions = topics.partitions();
    consumer.assign(partitions);
    ends = new HashMap<>(consumer.endOffsets(partitions));
    long each = Math.max(1, history / partitions.size());
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    long[] start = new long[partitions.size()];
    for (int i = 0; i < start.length; i++) {
      TopicPartition partition = partitions.get(i);
      // What happened before this instance started is kept as well, for whoever was elsewhere.
      start[i] =
          Math.max(beginnings.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L) - each);
      consumer.seek(partition, start[i]);
    }
    log = new ChangeLog(topics.identity(), start, history, buffer);
  }

  /**
   * Begins to follow.
   *
   * @param settings of Kafka's clients and of the schema registry, under their own names
   * @param history changes that are kept for clients that come back
   * @param buffer changes that wait for a slow client at most
   * @throws KafkaException if the topics cannot be read
   */
  public static ChangeFeed follow(Topics topics, Map<String, ?> settings, int history, int buffer) {
    Map<String, Object> ours = new HashMap<>(settings);
    ours.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    ours.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    ours.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(ours, new StringDeserializer(), new ByteArrayDeserializer());
    try {
      ChangeFeed feed =
          new ChangeFeed(
              consumer,
              new ChangeReader(topics, settings),
              FollowedTopics.find(topics, consumer, settings),
              history,
              buffer);
      feed.thread.start();
      return feed;
    } catch (KafkaException e) {
      consumer.close();
      throw e;
    }
  }

  /** Whether clients may come: what had happened before is known. */
  public boolean isReady() {
    return caughtUp && failure.get() == null;
  }

  /** Why it has stopped; empty while it goes on. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure.get())
        .map(error -> "changes are no longer followed: " + error.getMessage());
  }

  /**
   * Follows from now on, or from where the client was.
   *
   * @param lastEventId a {@link Subscription#position()} of this or another instance
   */
  public Subscription subscribe(Optional<String> lastEventId) {
    return log.subscribe(lastEventId);
  }

  private void follow() {
    try (consumer;
        reader) {
      while (true) {
        for (ConsumerRecord<String, byte[]> change : consumer.poll(POLL)) {
          log.add(reader.read(change, topics.numberOf(change)));
        }
        if (!caughtUp) {
          ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
          caughtUp = ends.isEmpty();
        }
      }
    } catch (WakeupException e) {
      LOG.debug("told to end", e);
    } catch (KafkaException e) {
      LOG.error("changes are no longer followed", e);
      failure.set(e);
    } finally {
      log.end();
    }
  }

  /** Ends all subscriptions and stops. */
  @Override
  public void close() {
    consumer.wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
