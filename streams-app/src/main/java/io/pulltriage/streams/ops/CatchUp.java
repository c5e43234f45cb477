package io.pulltriage.streams.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Whether an application that processes exactly once has processed all that stands in its topics,
 * those between its sub-topologies included. Not thread-safe.
 *
 * <p>A look reads all committed positions, then the ends of all topics, then the positions again.
 * Nothing is left when each position is at its end and none has moved in between. That is exact
 * whatever the order in which the sub-topologies pass records on, cycles included:
 *
 * <ul>
 *   <li>A task appends its output before it commits the position behind the input. So the output of
 *       what the first positions cover is within the ends, and is covered by the positions, too.
 *   <li>Output appended later, before the second positions are read, is of a task that has not
 *       committed since, for no position has moved. Its input is behind the positions, so it was
 *       itself appended after the ends were read, by such a task. This goes back to a first one
 *       that cannot be.
 * </ul>
 *
 * <p>The ends include what is in open transactions: a commit reaches the positions and the output's
 * partitions one after the other.
 */
public final class CatchUp implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final String applicationId;
  private final Set<String> topics;
  private final Admin admin;
  private final Consumer<byte[], byte[]> consumer;

  /**
   * Watches an application; its topics need not be there yet.
   *
   * @param settings of the application
   */
  CatchUp(TopologyDescription topology, StreamsConfig settings) {
    this.applicationId = settings.getString(StreamsConfig.APPLICATION_ID_CONFIG);
    this.topics = sources(topology);
    this.admin = Admin.create(settings.getAdminConfigs("catch-up"));
    Map<String, Object> reading = settings.getGlobalConsumerConfigs("catch-up");
    reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The topics that sub-topologies read, as the topology names them. Those of global stores are not
   * among them: no position tells how far they are read.
   *
   * @throws IllegalArgumentException if a source is a pattern, whose topics are not known
   */
  static Set<String> sources(TopologyDescription topology) {
    Set<String> names = new HashSet<>();
    for (TopologyDescription.Subtopology part : topology.subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source) {
          if (source.topicSet() == null) {
            throw new IllegalArgumentException(
                "the topics of source %s are a pattern".formatted(source.name()));
          }
          names.addAll(source.topicSet());
        }
      }
    }
    return names;
  }

  /**
   * The names that topics have in Kafka, where those that Kafka Streams makes begin with the
   * application's id; empty while one is not there.
   */
  static Optional<Set<String>> named(
      Set<String> topics, String applicationId, Set<String> existing) {
    Set<String> names = new HashSet<>();
    for (String topic : topics) {
      String internal = applicationId + '-' + topic;
      if (existing.contains(internal)) {
        names.add(internal);
      } else if (existing.contains(topic)) {
        names.add(topic);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }

  /** Whether nothing is left to process of what stood in the topics before the call. */
  public boolean isDone() throws InterruptedException {
    try {
      Optional<Set<String>> names = named(topics, applicationId, admin.listTopics().names().get());
      if (names.isEmpty()) {
        return false;
      }
      List<TopicPartition> partitions = partitions(names.get());
      Map<TopicPartition, Long> positions = positions(partitions);
      return !isAnythingBehind(positions) && positions.equals(positions(partitions));
    } catch (ExecutionException e) {
      throw new KafkaException("cannot tell how far the analyzer has come", e.getCause());
    }
  }

  /** Where the application goes on; at the beginning where it has committed nothing. */
  private Map<TopicPartition, Long> positions(List<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(
                applicationId, new ListConsumerGroupOffsetsOptions().requireStable(true))
            .partitionsToOffsetAndMetadata()
            .get();
    Map<TopicPartition, Long> positions = offsets(partitions, OffsetSpec.earliest());
    positions.replaceAll(
        (partition, beginning) ->
            committed.get(partition) == null
                ? beginning
                : Math.max(beginning, committed.get(partition).offset()));
    return positions;
  }

  private boolean isAnythingBehind(Map<TopicPartition, Long> positions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> ends = offsets(List.copyOf(positions.keySet()), OffsetSpec.latest());
    ends.entrySet().removeIf(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    consumer.assign(ends.keySet());
    ends.keySet()
        .forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
    // What is left may be no more than the marks of ended transactions, which are not records.
    while (!ends.isEmpty()) {
      int left = ends.size();
      if (!consumer.poll(LOOK).isEmpty()) {
        return true;
      }
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (ends.size() == left) {
        return true; // A transaction is open; or Kafka is slow, and the next call will tell.
      }
      consumer.assign(ends.keySet());
    }
    return false;
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private List<TopicPartition> partitions(Set<String> names)
      throws InterruptedException, ExecutionException {
    List<TopicPartition> partitions = new ArrayList<>();
    admin
        .describeTopics(names)
        .allTopicNames()
        .get()
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(one -> partitions.add(new TopicPartition(name, one.partition()))));
    return partitions;
  }

  /** Disconnects. */
  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
