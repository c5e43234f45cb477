package io.pulltriage.streams.api.stream;

import io.pulltriage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that are followed, in an order that every instance has.
 *
 * @param identity stands for these very topics; topics of the same names on another Kafka, or made
 *     anew, are others
 * @param partitions of all topics
 */
record FollowedTopics(String identity, List<TopicPartition> partitions) {

  /**
   * Looks the topics up.
   *
   * @throws KafkaException if they are not there
   */
  static FollowedTopics find(
      Topics topics, Consumer<String, byte[]> consumer, Map<String, ?> settings) {
    List<String> names = List.of(topics.incidents(), topics.outbreaks(), topics.clusters());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String name : names) {
      List<PartitionInfo> found = consumer.partitionsFor(name);
      if (found.isEmpty()) {
        throw new KafkaException("there is no topic " + name);
      }
      found.stream()
          .map(PartitionInfo::partition)
          .sorted(Comparator.naturalOrder())
          .forEach(number -> partitions.add(new TopicPartition(name, number)));
    }
    return new FollowedTopics(identity(names, settings), List.copyOf(partitions));
  }

  private static String identity(List<String> names, Map<String, ?> settings) {
    try (Admin admin = Admin.create(new HashMap<>(settings))) {
      Map<String, TopicDescription> found = admin.describeTopics(names).allTopicNames().get();
      CRC32 sum = new CRC32();
      for (String name : names) {
        TopicDescription topic = found.get(name);
        if (topic == null) {
          throw new KafkaException("there is no topic " + name);
        }
        sum.update(topic.topicId().toString().getBytes(StandardCharsets.UTF_8));
      }
      return Long.toHexString(sum.getValue());
    } catch (ExecutionException e) {
      throw new KafkaException("the topics cannot be looked up", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  /** The number of a record's partition over all topics. */
  int numberOf(ConsumerRecord<?, ?> change) {
    return partitions.indexOf(new TopicPartition(change.topic(), change.partition()));
  }
}
