package io.pulltriage.streams.alert.kafka;

import io.pulltriage.schemas.AlertSilence;
import io.pulltriage.streams.alert.decide.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The silences of the configuration and of the topic {@code silences}, which every instance reads.
 */
final class SilenceTopic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SilenceTopic.class);

  private final Consumer<String, AlertSilence> consumer;
  private final List<Silence> configured;
  private final Map<String, Silence> byId = new HashMap<>();

  SilenceTopic(
      String topic, Consumer<String, AlertSilence> consumer, Collection<Silence> configured) {
    this.consumer = consumer;
    this.configured = List.copyOf(configured);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All silences as they stand in the topic at present: nobody is told before they are known. */
  Collection<Silence> readAll() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      take(Duration.ofMillis(100));
    }
    return all();
  }

  /** All silences, if they are others than before. */
  Optional<Collection<Silence>> changed() {
    return take(Duration.ZERO) ? Optional.of(all()) : Optional.empty();
  }

  private boolean take(Duration within) {
    boolean any = false;
    for (ConsumerRecord<String, AlertSilence> entry : consumer.poll(within)) {
      any = true;
      byId.remove(entry.key());
      if (entry.value() != null) {
        put(entry.key(), entry.value());
      }
    }
    return any;
  }

  private void put(String key, AlertSilence silence) {
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
    consumer.close();
  }
}
