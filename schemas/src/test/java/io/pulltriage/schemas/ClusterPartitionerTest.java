package io.pulltriage.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterPartitionerTest {

  private static final Topics TOPICS = new Topics("acme.");
  private static final int PARTITIONS = 7;

  private final ClusterPartitioner partitioner = new ClusterPartitioner();

  @ParameterizedTest
  @ValueSource(strings = {"prod", "größe-東京", "", "a"})
  void shouldPutAllOfAClusterWhereKafkaPutsItsName(String cluster) {
    partitioner.configure(ClusterPartitioner.settings(TOPICS));

    assertThat(TOPICS.facts())
        .hasSize(5)
        .allSatisfy(
            topic -> {
              assertThat(partition(topic, cluster)).isEqualTo(kafkas(cluster));
              assertThat(partition(topic, cluster + "/2f1c")).isEqualTo(kafkas(cluster));
              assertThat(partition(topic, cluster + "/docker.io/library/nginx:1"))
                  .isEqualTo(kafkas(cluster));
            });
    assertThat(ClusterPartitioner.partition(cluster + "/a/b", PARTITIONS))
        .isEqualTo(kafkas(cluster));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pulltriage.pods", "acme.incidents", "acme.podsx", "pods"})
  void shouldLeaveOtherTopicsToTheWholeKey(String topic) {
    partitioner.configure(ClusterPartitioner.settings(TOPICS));

    assertThat(IntStream.range(0, 50).mapToObj(i -> "prod/" + i))
        .allSatisfy(key -> assertThat(partition(topic, key)).isEqualTo(kafkas(key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pulltriage.pods", "pulltriage.clusters"})
  void shouldKnowTheTopicsOfTheDefaultPrefix(String topic) {
    assertThat(partition(topic, "prod/x")).isEqualTo(kafkas("prod"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pulltriage.pods", "acme.incidents"})
  void shouldPutARecordWithoutAKeyIntoAnAvailablePartition(String topic) {
    assertThat(
            Stream.generate(
                    () -> partitioner.partition(topic, null, null, null, null, cluster(topic)))
                .limit(200))
        .allSatisfy(partition -> assertThat(partition).isBetween(1, PARTITIONS - 1))
        .hasSizeGreaterThan(1);
  }

  private int partition(String topic, String key) {
    return partitioner.partition(topic, key, key.getBytes(UTF_8), null, null, cluster(topic));
  }

  private static int kafkas(String key) {
    return BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), PARTITIONS);
  }

  /** A topic whose first partition has no leader. */
  private static Cluster cluster(String topic) {
    Node node = new Node(1, "localhost", 9092);
    Node[] replicas = {node};
    List<PartitionInfo> partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(i -> new PartitionInfo(topic, i, i == 0 ? null : node, replicas, replicas))
            .toList();
    return new Cluster("id", List.of(node), partitions, Set.of(), Set.of());
  }
}
