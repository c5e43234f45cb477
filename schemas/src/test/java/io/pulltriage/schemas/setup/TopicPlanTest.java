package io.pulltriage.schemas.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.setup.Difference.Remedy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

  private static final Topics TOPICS = Topics.withDefaultPrefix();

  private final Map<String, FoundTopic> found = new HashMap<>();

  @Test
  void shouldFindNothingWhereAllIsAsItWasCreated() {
    thereAre(4);

    assertThat(plan(TopicWish.of(TOPICS).withRetention()).differences()).isEmpty();
    assertThat(plan(TopicWish.of(TOPICS)).partitions()).isEqualTo(4);
  }

  @Test
  void shouldWantMissingTopicsWithAsManyPartitionsAsTheOthersHave() {
    thereAre(4);
    found.remove(TOPICS.incidents());

    List<Difference> differences = plan(TopicWish.of(TOPICS)).differences();

    assertThat(differences).hasSize(1);
    assertThat(differences.get(0).name()).isEqualTo(TOPICS.incidents());
    assertThat(differences.get(0).wanted()).isEqualTo("4 partitions, compact,delete, 30 d");
    assertThat(differences.get(0).remedy()).isEqualTo(Remedy.CREATE);
    assertThat(differences.get(0).stopsServices()).isTrue();
  }

  @Test
  void shouldRefusePartitionsThatDoNotBelongTogether() {
    thereAre(4);
    change(TOPICS.podEvents(), new FoundTopic(3, 1, settings(TOPICS.podEvents())));
    change(TOPICS.deadLetters(), new FoundTopic(1, 1, settings(TOPICS.deadLetters())));

    List<Difference> differences = plan(TopicWish.of(TOPICS)).differences();

    assertThat(differences)
        .extracting(Difference::sentence)
        .containsExactly("topic pulltriage.pod-events: partitions is 3, wanted is 4");
    assertThat(differences.get(0).remedy()).isEqualTo(Remedy.NONE);
    assertThat(differences.get(0).stopsServices()).isTrue();
  }

  @Test
  void shouldChangeCleanupAndRetentionButStopNobodyForTheLatter() {
    thereAre(4);
    change(TOPICS.pods(), new FoundTopic(4, 1, Map.of("cleanup.policy", "delete")));
    change(
        TOPICS.outbreaks(),
        new FoundTopic(
            4, 1, Map.of("cleanup.policy", "delete, compact", "retention.ms", "3600000")));

    assertThat(plan(TopicWish.of(TOPICS)).differences())
        .extracting(Difference::aspect)
        .containsExactly("cleanup.policy");
    assertThat(plan(TopicWish.of(TOPICS).withRetention()).differences())
        .extracting(Difference::sentence, Difference::remedy, Difference::stopsServices)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "topic pulltriage.pods: cleanup.policy is delete, wanted is compact",
                Remedy.ALTER,
                true),
            org.assertj.core.groups.Tuple.tuple(
                "topic pulltriage.outbreaks: retention.ms is 3600000 ms, wanted is 30 d",
                Remedy.ALTER,
                false));
  }

  @Test
  void shouldDemandOnePartitionCountOfAllFacts() {
    assertThat(TOPICS.facts())
        .allSatisfy(
            topic -> {
              thereAre(4);
              change(topic, new FoundTopic(5, 1, settings(topic)));

              assertThat(plan(TopicWish.ofFacts(TOPICS)).differences())
                  .isNotEmpty()
                  .allMatch(Difference::stopsServices)
                  .allMatch(difference -> difference.aspect().equals("partitions"));
              assertThat(plan(TopicWish.of(TOPICS)).differences())
                  .isNotEmpty()
                  .allMatch(Difference::stopsServices);
            });
  }

  @Test
  void shouldAskTheProducerForItsTopicsAlone() {
    assertThat(plan(TopicWish.ofFacts(TOPICS)).differences())
        .extracting(Difference::name)
        .containsExactlyInAnyOrder(
            TOPICS.podEvents(), TOPICS.pods(), TOPICS.nodes(), TOPICS.images(), TOPICS.clusters());
  }

  @Test
  void shouldLeaveReplicationToTheBrokersUnlessTold() {
    thereAre(4);

    assertThat(plan(TopicWish.of(TOPICS).withReplication(3)).differences())
        .hasSize(found.size())
        .allSatisfy(
            difference -> {
              assertThat(difference.aspect()).isEqualTo("replication");
              assertThat(difference.remedy()).isEqualTo(Remedy.NONE);
              assertThat(difference.stopsServices()).isFalse();
            });
  }

  private TopicPlan plan(TopicWish wish) {
    return new TopicPlan(wish, found);
  }

  private void thereAre(int partitions) {
    for (NewTopic topic : new TopicSpecs(TOPICS, partitions, 1).all()) {
      found.put(topic.name(), new FoundTopic(partitions, 1, topic.configs()));
    }
  }

  private void change(String topic, FoundTopic changed) {
    found.put(topic, changed);
  }

  private Map<String, String> settings(String topic) {
    return found.getOrDefault(topic, new FoundTopic(0, 0, Map.of())).config();
  }
}
