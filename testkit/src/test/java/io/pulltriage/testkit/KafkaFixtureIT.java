package io.pulltriage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.ClusterPartitioner;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class KafkaFixtureIT {

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  private static final PodSnapshot POD =
      Pods.failing("lab-a", "shop", "api")
          .waiting("app", "ImagePullBackOff", "Back-off pulling image")
          .build();

  @Test
  void shouldCarryRecordsThroughThePublicTopics() {
    String topic = KAFKA.topics().pods();
    String key = Keys.pod(POD.getCluster(), POD.getUid());

    KAFKA.send(
        KAFKA.serdes().podSnapshot(),
        List.of(new ProducerRecord<>(topic, key, POD), new ProducerRecord<>(topic, key, null)));

    try (Serde<PodSnapshot> serde = KAFKA.serdes().podSnapshot()) {
      assertThat(
              of(
                  key,
                  KAFKA.consumeAll(topic, serde.deserializer(), read -> of(key, read).size() == 2)))
          .extracting(ConsumerRecord::value)
          .containsExactly(POD, null);
    }
  }

  @Test
  void shouldPutAllOfAClusterIntoTheSamePartition() {
    PodSnapshot other = Pods.failing("lab-a", "shop", "api").replica(2).build();
    PodEvent event = Events.warning(other, "Failed", "Error: ErrImagePull").build();
    String key = Keys.pod(event.getCluster(), event.getPodUid());
    Topics topics = KAFKA.topics();

    List<Integer> partitions =
        List.of(
            partition(KAFKA.serdes().podSnapshot(), topics.pods(), key, other),
            partition(KAFKA.serdes().podEvent(), topics.podEvents(), key, event),
            partition(KAFKA.serdes().nodeSnapshot(), topics.nodes(), "lab-a/n1", null),
            partition(KAFKA.serdes().imageUsage(), topics.images(), "lab-a/nginx", null),
            partition(KAFKA.serdes().clusterStatus(), topics.clusters(), "lab-a", null));

    assertThat(partitions).containsOnly(ClusterPartitioner.partition("lab-a", 3));
  }

  /** What users have refuses large records and times far ahead. */
  @Test
  void shouldHaveTheLimitsOfKafka() throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, KAFKA.topics().pods());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
      Config config = admin.describeConfigs(List.of(topic)).all().get().values().iterator().next();

      assertThat(config.get("message.timestamp.after.max.ms").value()).isEqualTo("3600000");
      assertThat(config.get("max.message.bytes").value()).isEqualTo("1048588");
    }
  }

  private static <V> List<ConsumerRecord<String, V>> of(
      String key, List<ConsumerRecord<String, V>> records) {
    return records.stream().filter(read -> read.key().equals(key)).toList();
  }

  private static <V> int partition(Serde<V> values, String topic, String key, @Nullable V value) {
    return KAFKA.send(values, List.of(new ProducerRecord<>(topic, key, value))).get(0).partition();
  }
}
