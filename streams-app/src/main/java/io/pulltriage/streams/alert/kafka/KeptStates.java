package io.pulltriage.streams.alert.kafka;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.schemas.Keys;
import io.pulltriage.streams.alert.engine.AlertMeters;
import io.pulltriage.streams.alert.engine.StateOutlet;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * What was told, in the topic {@code alerts}: in the same partition as the record that it is about,
 * so that whoever owns the one knows the other.
 */
final class KeptStates implements StateOutlet, AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final Serde<AlertState> serde;
  private final Producer<String, AlertState> producer;
  private final Consumer<String, byte[]> consumer;
  private final AlertMeters meters;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  KeptStates(AlertKafka kafka, AlertMeters meters) {
    this.meters = meters;
    this.topic = kafka.topics().alerts();
    this.serde = kafka.serdes().alertState();
    this.producer = kafka.clients().producer(serde.serializer());
    this.consumer = kafka.clients().reader();
  }

  @Override
  public void keep(int partition, String key, @Nullable AlertState state) {
    var unused =
        producer.send(
            new ProducerRecord<>(topic, partition, key, state),
            (where, error) -> failure.compareAndSet(null, error));
  }

  /**
   * Does nothing while everything is kept.
   *
   * @throws KafkaException if something was not
   */
  void requireKept() {
    Exception failed = failure.get();
    if (failed != null) {
      throw new KafkaException("what was told cannot be kept", failed);
    }
  }

  /** Returns when everything is kept. */
  void flush() {
    producer.flush();
    requireKept();
  }

  /** All of a kind in a partition, its beginning among them. */
  Collection<AlertState> read(AlertKind kind, int partition) {
    TopicPartition all = new TopicPartition(topic, partition);
    consumer.assign(List.of(all));
    consumer.seekToBeginning(List.of(all));
    long end = consumer.endOffsets(List.of(all)).getOrDefault(all, 0L);
    Map<String, AlertState> states = new HashMap<>();
    String prefix = Keys.alert(kind, "");
    String start = Keys.alert(AlertKind.START, kind.name().toLowerCase(Locale.ROOT));
    ReadableValues<AlertState> values =
        new ReadableValues<>(
            serde.deserializer(),
            AlertMeters.Unreadable.STATE,
            meters,
            (key, state) -> {
              if (state == null) {
                states.remove(key);
              } else {
                states.put(key, state);
              }
            });
    while (consumer.position(all) < end) {
      for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
        if (entry.key().startsWith(prefix) || entry.key().equals(start)) {
          values.take(entry);
        }
      }
    }
    return states.values();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
    consumer.close();
    serde.close();
  }
}
