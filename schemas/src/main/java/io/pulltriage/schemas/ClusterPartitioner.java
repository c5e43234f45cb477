package io.pulltriage.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Partitions the {@link Topics#facts} by the cluster part of the key, so that everything of one
 * cluster is in one partition of each, with the same number. Records of other topics go where
 * Kafka's own partitioner puts them: by the whole key, or anywhere without one. Thread-safe once
 * configured.
 */
public final class ClusterPartitioner implements Partitioner {

  /** Producer property: the topics' prefix; {@link Topics#DEFAULT_PREFIX} unless set. */
  public static final String TOPIC_PREFIX = "pulltriage.topic.prefix";

  private Set<String> facts = Topics.withDefaultPrefix().facts();

  /** The producer properties that make a producer use this class for these topics. */
  public static Map<String, Object> settings(Topics topics) {
    return Map.of(
        ProducerConfig.PARTITIONER_CLASS_CONFIG,
        ClusterPartitioner.class.getName(),
        TOPIC_PREFIX,
        topics.prefix());
  }

  /**
   * The partition of all records of a cluster: what Kafka's default partitioner computes for the
   * cluster's name as a key.
   *
   * @param key of a record of one of the {@link Topics#facts}
   * @param partitions how many the topic has
   */
  public static int partition(String key, int partitions) {
    return hashed(ClusterKey.parse(key).cluster().getBytes(UTF_8), partitions);
  }

  @Override
  public void configure(Map<String, ?> configs) {
    if (configs.get(TOPIC_PREFIX) instanceof String prefix) {
      facts = new Topics(prefix).facts();
    }
  }

  @Override
  public int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      Cluster cluster) {
    if (keyBytes == null) {
      return anyOf(cluster.availablePartitionsForTopic(topic), cluster.partitionsForTopic(topic));
    }
    byte[] hashed = facts.contains(topic) ? clusterPart(keyBytes) : keyBytes;
    return hashed(hashed, cluster.partitionsForTopic(topic).size());
  }

  @Override
  public void close() {
    // Holds nothing.
  }

  private static int anyOf(List<PartitionInfo> available, List<PartitionInfo> all) {
    List<PartitionInfo> candidates = available.isEmpty() ? all : available;
    return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size())).partition();
  }

  /** In UTF-8, the byte of a slash is never part of another character. */
  private static byte[] clusterPart(byte[] key) {
    int length = 0;
    while (length < key.length && key[length] != '/') {
      length++;
    }
    return Arrays.copyOf(key, length);
  }

  private static int hashed(byte[] bytes, int partitions) {
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
  }
}
