package io.pulltriage.streams.ops;

import io.pulltriage.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whether all that stands in the input topics has come through every stage. Exact, because a
 * stage's output and the position in its input are committed together: looked at in the order of
 * the flow, a stage without input left has passed everything on. Not thread-safe.
 */
public final class CatchUp implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final String applicationId;
  private final List<Set<String>> stages;
  private final Admin admin;
  private final Consumer<byte[], byte[]> consumer;

  /** Watches an application on a Kafka. */
  public CatchUp(String applicationId, Topics topics, String bootstrapServers) {
    this.applicationId = applicationId;
    this.stages = stages(applicationId, topics);
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** The topics that each stage reads, in the order of the flow. */
  private static List<Set<String>> stages(String applicationId, Topics topics) {
    return List.of(
        Set.of(topics.nodes(), topics.images(), topics.clusters()),
        Set.of(topics.pods(), topics.podEvents()),
        Set.of(
            applicationId + "-join-nodes-subscription-registration-topic",
            applicationId + "-join-images-subscription-registration-topic"),
        Set.of(
            applicationId + "-join-nodes-subscription-response-topic",
            applicationId + "-join-images-subscription-response-topic",
            applicationId + "-times-repartition"),
        Set.of(applicationId + "-findings-repartition"),
        Set.of(applicationId + "-cluster-facts-repartition"),
        Set.of(applicationId + "-scope-shares-repartition"),
        // Clusters and incidents hear back by topics of their own, which lead nowhere but here on.
        Set.of(applicationId + "-verdicts-repartition"),
        Set.of(applicationId + "-memberships-repartition"));
  }

  /** Whether nothing is left to process of what stood in the topics before the call. */
  public boolean isDone() throws InterruptedException {
    try {
      for (Set<String> topics : stages) {
        if (isAnythingLeft(topics)) {
          return false;
        }
      }
      return true;
    } catch (ExecutionException e) {
      throw new KafkaException("cannot tell how far the analyzer has come", e.getCause());
    }
  }

  private boolean isAnythingLeft(Set<String> topics)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(
                applicationId, new ListConsumerGroupOffsetsOptions().requireStable(true))
            .partitionsToOffsetAndMetadata()
            .get();
    List<TopicPartition> partitions = partitions(topics);
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata position = committed.get(partition);
      consumer.seek(
          partition, position == null ? beginnings.getOrDefault(partition, 0L) : position.offset());
    }
    ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    // What is left may be no more than the marks of ended transactions, which are not records.
    while (!ends.isEmpty()) {
      consumer.assign(ends.keySet());
      if (!consumer.poll(LOOK).isEmpty()) {
        return true;
      }
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    }
    return false;
  }

  private List<TopicPartition> partitions(Collection<String> topics)
      throws InterruptedException, ExecutionException {
    return admin.describeTopics(topics).allTopicNames().get().values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .collect(Collectors.toList());
  }

  /** Disconnects. */
  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
