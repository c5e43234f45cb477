package io.pulltriage.producer.deliver;

import io.pulltriage.producer.publish.Restored;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads from the compacted topics what was published of clusters before. */
public final class ReadBack {

  private static final Duration POLL = Duration.ofMillis(200);

  /** A broker that goes away meanwhile is waited for by Kafka's client without end. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Map<String, Object> clientSettings;
  private final PublicSerdes serdes;
  private final Topics topics;

  /** Reads with these settings of Kafka's clients; nothing is connected yet. */
  public ReadBack(Map<String, ?> clientSettings, PublicSerdes serdes, Topics topics) {
    this.clientSettings = new HashMap<>(clientSettings);
    this.clientSettings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.clientSettings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.serdes = serdes;
    this.topics = topics;
  }

  /**
   * What Kafka has of these clusters at this moment; of a cluster that it does not know, nothing.
   *
   * @throws RuntimeException when Kafka or the registry cannot be read
   */
  public Map<String, Restored> read(Set<String> clusters) {
    Map<String, List<PodSnapshot>> pods =
        latest(topics.pods(), serdes.podSnapshot(), clusters, PodSnapshot::getCluster);
    Map<String, List<NodeSnapshot>> nodes =
        latest(topics.nodes(), serdes.nodeSnapshot(), clusters, NodeSnapshot::getCluster);
    Map<String, List<ImageUsage>> images =
        latest(topics.images(), serdes.imageUsage(), clusters, ImageUsage::getCluster);
    Map<String, List<ClusterStatus>> statuses =
        latest(topics.clusters(), serdes.clusterStatus(), clusters, ClusterStatus::getCluster);
    Map<String, Restored> restored = new HashMap<>();
    for (String cluster : clusters) {
      List<ClusterStatus> status = statuses.getOrDefault(cluster, List.of());
      restored.put(
          cluster,
          new Restored(
              pods.getOrDefault(cluster, List.of()),
              nodes.getOrDefault(cluster, List.of()),
              images.getOrDefault(cluster, List.of()),
              status.isEmpty() ? null : status.get(0)));
    }
    return restored;
  }

  private <V> Map<String, List<V>> latest(
      String topic, Serde<V> serde, Set<String> clusters, Function<V, String> cluster) {
    Map<String, V> byKey = new HashMap<>();
    try (serde;
        Consumer<String, V> consumer = consumer(serde.deserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long lastProgress = System.nanoTime();
      while (!isAt(consumer, ends)) {
        ConsumerRecords<String, V> polled = consumer.poll(POLL);
        if (!polled.isEmpty()) {
          lastProgress = System.nanoTime();
        } else if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
          throw new TimeoutException("nothing of " + topic + " came within " + PATIENCE);
        }
        for (ConsumerRecord<String, V> record : polled) {
          if (record.value() == null) {
            byKey.remove(record.key());
          } else if (clusters.contains(cluster.apply(record.value()))) {
            byKey.put(record.key(), record.value());
          }
        }
      }
    }
    Map<String, List<V>> byCluster = new HashMap<>();
    byKey
        .values()
        .forEach(
            value ->
                byCluster
                    .computeIfAbsent(cluster.apply(value), unused -> new ArrayList<>())
                    .add(value));
    return byCluster;
  }

  private static boolean isAt(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private <V> Consumer<String, V> consumer(Deserializer<V> values) {
    return new KafkaConsumer<>(clientSettings, new StringDeserializer(), values);
  }
}
