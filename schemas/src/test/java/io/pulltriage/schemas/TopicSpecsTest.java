package io.pulltriage.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicSpecsTest {

  private static final TopicSpecs SPECS = new TopicSpecs(Topics.withDefaultPrefix(), 6, 3);

  @Test
  void shouldCleanEachTopicAsItsReadersExpect() {
    Map<String, String> cleanup =
        SPECS.all().stream().collect(Collectors.toMap(NewTopic::name, TopicSpecsTest::cleanup));

    assertThat(cleanup)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "pulltriage.pod-events", "delete 7 d",
                "pulltriage.pods", "compact",
                "pulltriage.nodes", "compact",
                "pulltriage.images", "compact",
                "pulltriage.clusters", "compact",
                "pulltriage.incidents", "compact,delete 30 d",
                "pulltriage.outbreaks", "compact,delete 30 d",
                "pulltriage.alerts", "compact",
                "pulltriage.silences", "compact",
                "pulltriage.dead-letters", "delete 14 d"));
  }

  @Test
  void shouldGiveAllTopicsTheSamePartitions() {
    assertThat(SPECS.all()).allMatch(topic -> topic.numPartitions() == 6);
    assertThat(SPECS.pods().replicationFactor()).isEqualTo((short) 3);
  }

  @Test
  void shouldDeleteNothingByItsAgeInAReplay() {
    assertThat(SPECS.withoutTimeLimits().all())
        .allSatisfy(
            topic ->
                assertThat(topic.configs().getOrDefault("retention.ms", "-1")).isEqualTo("-1"));
  }

  @Test
  void shouldRefuseTopicsWithoutPartitions() {
    assertThatThrownBy(() -> new TopicSpecs(Topics.withDefaultPrefix(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partition");
  }

  private static String cleanup(NewTopic topic) {
    String policy = topic.configs().getOrDefault("cleanup.policy", "none");
    String retention = topic.configs().get("retention.ms");
    return retention == null
        ? policy
        : policy + " " + Long.parseLong(retention) / (24 * 3600 * 1000) + " d";
  }
}
