package io.pulltriage.streams.query;

import io.pulltriage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics that the read model reads, as they are found in Kafka. Immutable.
 *
 * @param identity stands for these very topics; topics of the same names on another Kafka, or made
 *     anew, have another
 * @param partitions of all of them, in an order that every instance has; those whose changes are
 *     followed come first
 * @param followed how many partitions have changes that are followed
 */
record ReadTopics(String identity, List<TopicPartition> partitions, int followed) {

  private static final long ANSWER_WITHIN_SECONDS = 10;

  /**
   * Looks the topics up.
   *
   * @throws KafkaException if one does not exist or Kafka does not answer
   */
  static ReadTopics find(Admin admin, Topics topics) {
    List<String> followed = List.of(topics.incidents(), topics.outbreaks(), topics.clusters());
    List<String> names = new ArrayList<>(followed);
    names.addAll(List.of(topics.alerts(), topics.silences()));
    Map<String, TopicDescription> found = describe(admin, names);
    CRC32 identity = new CRC32();
    List<TopicPartition> partitions = new ArrayList<>();
    int followedPartitions = 0;
    for (String name : names) {
      TopicDescription topic = found.get(name);
      if (topic == null) {
        throw new KafkaException("there is no topic " + name);
      }
      identity.update(topic.topicId().toString().getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < topic.partitions().size(); i++) {
        partitions.add(new TopicPartition(name, i));
      }
      followedPartitions = followed.contains(name) ? partitions.size() : followedPartitions;
    }
    return new ReadTopics(
        Long.toHexString(identity.getValue()), List.copyOf(partitions), followedPartitions);
  }

  private static Map<String, TopicDescription> describe(Admin admin, List<String> names) {
    try {
      return admin
          .describeTopics(names)
          .allTopicNames()
          .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("the topics cannot be looked up", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  /** The number of a partition whose changes are followed; −1 for any other. */
  int followedNumber(TopicPartition partition) {
    int number = partitions.indexOf(partition);
    return number < followed ? number : -1;
  }

  /** How many partitions a topic has. */
  int partitionsOf(String topic) {
    return (int) partitions.stream().filter(one -> one.topic().equals(topic)).count();
  }
}
