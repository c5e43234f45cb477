package io.pulltriage.streams.alert.kafka;

import io.pulltriage.schemas.AlertSilence;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.engine.AlertMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The silences of the configuration and of the topic {@code silences}, which every instance reads.
 * For that reason a word to all instances stands there, too: to try anew what was given up. Not
 * thread-safe.
 */
final class SilenceTopic implements AutoCloseable {

  /** No silence has this key: under it a tombstone, which compaction takes away, is the word. */
  static final String RETRY = "retry";

  private static final Logger LOG = LoggerFactory.getLogger(SilenceTopic.class);
  private static final Duration READ_WITHIN = Duration.ofMinutes(1);

  private final Serde<AlertSilence> serde;
  private final TopicTail tail;
  private final List<Silence> configured;
  private final Map<String, Silence> byId = new TreeMap<>();
  private boolean retry;

  SilenceTopic(AlertKafka kafka, Collection<Silence> configured, AlertMeters meters) {
    this.configured = List.copyOf(configured);
    this.serde = kafka.serdes().alertSilence();
    this.tail =
        new TopicTail(
            kafka.topics().silences(),
            kafka.clients().reader(),
            new ReadableValues<>(
                serde.deserializer(), AlertMeters.Unreadable.SILENCE, meters, this::take));
  }

  /**
   * All silences as they stand in the topic at present: nobody is told before they are known.
   *
   * @throws TimeoutException if Kafka does not give them
   */
  Collection<Silence> readAll() {
    if (!tail.takeAll(READ_WITHIN)) {
      throw new TimeoutException("the silences cannot be read to their end");
    }
    retry = false;
    return all();
  }

  /** All silences, if they are others than before. */
  Optional<Collection<Silence>> changed() {
    return tail.take(Duration.ZERO) ? Optional.of(all()) : Optional.empty();
  }

  /** Whether all silences that stand in the topic by now are among those that were told. */
  boolean isCaughtUp() {
    return tail.isAtEnd();
  }

  /** Whether somebody asked, since this was asked last, to try anew what was given up. */
  boolean takeRetry() {
    boolean asked = retry;
    retry = false;
    return asked;
  }

  private void take(String key, @Nullable AlertSilence silence) {
    if (key.equals(RETRY)) {
      retry = true;
    } else if (silence == null) {
      byId.remove(key);
    } else {
      put(key, silence);
    }
  }

  private void put(String key, AlertSilence silence) {
    byId.remove(key);
    try {
      byId.put(key, Silence.of(silence));
    } catch (IllegalArgumentException e) {
      LOG.warn("a silence cannot be used and is left out key={} error={}", key, e.getMessage());
    }
  }

  private Collection<Silence> all() {
    List<Silence> all = new ArrayList<>(configured);
    all.addAll(byId.values());
    return all;
  }

  @Override
  public void close() {
    tail.close();
    serde.close();
  }
}
