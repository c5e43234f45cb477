package io.pulltriage.streams.query.part;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How far this instance's parts are behind the changelogs. Kafka Streams says at which offset each
 * stands; whether there are changes behind it, the changelog. Not thread-safe.
 */
final class ChangelogLags implements AutoCloseable {

  /** A lag that cannot be told. */
  static final long UNKNOWN = -1;

  private final KafkaStreams streams;
  private final String applicationId;
  private final Duration patience;
  private final CommittedTail tail;

  /**
   * Asks an instance, which need not have started yet.
   *
   * @param settings its own
   * @param patience with the changelogs
   */
  ChangelogLags(KafkaStreams streams, StreamsConfig settings, Duration patience) {
    this.streams = streams;
    this.applicationId = settings.getString(StreamsConfig.APPLICATION_ID_CONFIG);
    this.patience = patience;
    this.tail = new CommittedTail(() -> consumer(settings));
  }

  private static Consumer<byte[], byte[]> consumer(StreamsConfig settings) {
    Map<String, Object> config =
        settings.getRestoreConsumerConfigs(
            settings.getString(StreamsConfig.APPLICATION_ID_CONFIG) + "-copy-ages");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    // Nobody waits for what is not there yet: a fetch that did would keep the next look waiting.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    // That there is one change is all that is asked.
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4_096);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The lag of each partition that this instance has, in all of the stores together.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  Map<Integer, Long> of(Set<String> stores) {
    Map<String, Map<Integer, LagInfo>> positions = streams.allLocalStorePartitionLags();
    Map<TopicPartition, Long> lags = new HashMap<>();
    Map<TopicPartition, Long> open = new HashMap<>();
    for (String store : stores) {
      positions
          .getOrDefault(store, Map.of())
          .forEach(
              (partition, lag) -> {
                TopicPartition changelog = new TopicPartition(changelog(store), partition);
                if (lag.offsetLag() == 0) {
                  lags.put(changelog, 0L);
                } else {
                  open.put(changelog, lag.currentOffsetPosition());
                }
              });
    }
    if (!open.isEmpty()) {
      lags.putAll(tail.behind(open, patience));
    }
    return together(stores.stream().map(store -> of(changelog(store), lags)).toList());
  }

  private static Map<Integer, Long> of(String changelog, Map<TopicPartition, Long> lags) {
    return lags.entrySet().stream()
        .filter(lag -> lag.getKey().topic().equals(changelog))
        .collect(Collectors.toMap(lag -> lag.getKey().partition(), Map.Entry::getValue));
  }

  private String changelog(String store) {
    return applicationId + '-' + store + "-changelog";
  }

  /**
   * What is read from several stores has only what the last of them has: the greatest lag of each
   * partition, unknown if one is.
   */
  static Map<Integer, Long> together(Collection<Map<Integer, Long>> stores) {
    Map<Integer, Long> together = new HashMap<>();
    stores.forEach(
        store -> store.forEach((partition, lag) -> together.merge(partition, lag, Math::max)));
    stores.forEach(
        store ->
            together.replaceAll(
                (partition, lag) ->
                    store.getOrDefault(partition, UNKNOWN) == UNKNOWN ? UNKNOWN : lag));
    return together;
  }

  @Override
  public void close() {
    tail.close();
  }
}
