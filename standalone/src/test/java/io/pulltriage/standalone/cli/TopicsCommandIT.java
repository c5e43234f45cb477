package io.pulltriage.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.pulltriage.kafka.EmbeddedKafka;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The commands on a broker that has nothing of ours, each test with names of its own. */
class TopicsCommandIT {

  @AutoClose private static final EmbeddedKafka KAFKA = EmbeddedKafka.start();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String scope;
  private final Topics topics;

  TopicsCommandIT(TestInfo test) {
    scope = test.getDisplayName().replaceAll("\\W", "");
    topics = new Topics(scope + '.');
  }

  @Test
  void shouldPlanAndApplyAndThenFindNothingLeft() {
    // When
    Outcome before = run("topics", "plan");
    Outcome applied = run("topics", "apply", "--partitions", "3");
    Outcome after = run("topics", "plan");

    // Then
    assertThat(before.status()).isEqualTo(3);
    assertThat(before.outLines().get(0)).startsWith("NAME");
    assertThat(before.outLines()).hasSizeGreaterThan(19);
    assertThat(applied.err()).isEmpty();
    assertThat(applied.status()).isZero();
    assertThat(applied.outLines()).hasSizeGreaterThan(19);
    assertThat(after.status()).as(after.out()).isZero();
    assertThat(after.err()).contains("topics and schemas are as they should be");
  }

  @Test
  void shouldRefuseToChangePartitionsAndSayWhy() throws Exception {
    // Given
    List<NewTopic> given = new ArrayList<>(List.of(new TopicSpecs(topics, 2, 1).pods()));
    given.add(new TopicSpecs(topics, 3, 1).podEvents());
    KAFKA.createTopics(given);

    // When
    Outcome plan = run("topics", "plan", "--output", "json");
    Outcome applied = run("topics", "apply");

    // Then
    List<JsonNode> refused = new ArrayList<>();
    for (String line : plan.outLines()) {
      JsonNode difference = JSON.readTree(line);
      if (difference.path("remedy").asText().equals("none")) {
        refused.add(difference);
      }
    }
    assertThat(refused).hasSize(1);
    assertThat(refused.get(0).path("name").asText()).isEqualTo(topics.podEvents());
    assertThat(refused.get(0).path("stopsServices").asBoolean()).isTrue();
    assertThat(applied.status()).isEqualTo(1);
    assertThat(applied.errLines())
        .containsExactly(
            "pulltriage: topic "
                + topics.podEvents()
                + ": partitions is 3, wanted is 2; it cannot be changed without loss, see"
                + " docs/topics.md");
    assertThat(run("topics", "plan").outLines()).hasSize(2);
  }

  @Test
  void shouldChangeSettingsThatMayBeChanged() {
    // Given
    TopicSpecs specs = new TopicSpecs(topics, 2, 1);
    NewTopic pods = new NewTopic(topics.pods(), 2, (short) 1);
    KAFKA.createTopics(List.of(pods, specs.withoutTimeLimits().podEvents()));

    // When
    Outcome kept = run("topics", "apply", "--keep-retention");
    Outcome plan = run("topics", "plan");
    Outcome applied = run("topics", "apply");

    // Then
    assertThat(kept.status()).as(kept.err()).isZero();
    assertThat(kept.out()).contains("cleanup.policy").doesNotContain("retention.ms");
    assertThat(plan.outLines()).hasSize(2);
    assertThat(plan.out()).contains(topics.podEvents(), "retention.ms", "forever", "7 d", "run");
    assertThat(applied.status()).isZero();
    assertThat(run("topics", "plan").status()).isZero();
  }

  @Test
  void shouldLetNoServiceStartWithoutTopics() {
    for (String service : List.of("analyze", "produce")) {
      Outcome outcome = run(service, quiet(service));

      assertThat(outcome.status()).as(service).isEqualTo(1);
      assertThat(outcome.err())
          .as(service)
          .contains("topic " + topics.pods() + ": topic is not there")
          .contains("pulltriage topics plan");
    }
  }

  @Test
  void shouldLetNoServiceStartWithASchemaThatCannotBeRead() throws Exception {
    // Given
    run("topics", "apply", "--partitions", "1");
    String subject = topics.pods() + "-value";
    SchemaRegistryClient registry = MockSchemaRegistry.getClientForScope(scope);
    registry.updateCompatibility(subject, "NONE");
    registry.register(
        subject,
        new AvroSchema(
            """
            {"type":"record","name":"PodSnapshot","namespace":"io.pulltriage.schemas",
             "fields":[{"name":"colour","type":"string"}]}
            """));

    // When
    Outcome plan = run("topics", "plan", "--output", "json");
    Outcome applied = run("topics", "apply");

    // Then
    assertThat(plan.out()).contains(subject, "incompatible", "cannot read", "\"remedy\":\"none\"");
    assertThat(applied.status()).isEqualTo(1);
    assertThat(applied.err()).contains(subject, "cannot read");
    for (String service : List.of("analyze", "produce")) {
      Outcome outcome = run(service, quiet(service));
      assertThat(outcome.status()).as(service).isEqualTo(1);
      assertThat(outcome.err()).as(service).contains("subject " + subject, "incompatible");
    }
  }

  @Test
  void shouldSayWhichOfTheTwoCannotBeReached() {
    Outcome kafka =
        Outcome.of(
            "topics",
            "plan",
            "--set",
            "kafka.bootstrap.servers=127.0.0.1:1",
            "--set",
            "kafka.default.api.timeout.ms=1000",
            "--set",
            "kafka.request.timeout.ms=1000");
    run("topics", "apply", "--partitions", "1");
    Outcome registry = run("topics", "plan", "--set", "schemaRegistry.url=http://127.0.0.1:1");

    assertThat(kafka.status()).isEqualTo(1);
    assertThat(kafka.errLines()).singleElement().asString().contains("Kafka at 127.0.0.1:1");
    assertThat(registry.status()).isEqualTo(1);
    assertThat(registry.errLines())
        .singleElement()
        .asString()
        .contains("the schema registry at http://127.0.0.1:1 cannot be reached");
  }

  /** A service that would do no harm if it started. */
  private static String[] quiet(String service) {
    return service.equals("produce")
        ? new String[] {"--set", "http.port=0", "--set", "http.host=127.0.0.1"}
        : new String[] {"--set", "api.port=0"};
  }

  private Outcome run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(more));
    int options = command.equals("topics") ? 2 : 1;
    arguments.addAll(
        options,
        List.of(
            "--set",
            "topicPrefix=" + topics.prefix(),
            "--set",
            "kafka.bootstrap.servers=" + KAFKA.bootstrapServers(),
            "--set",
            "schemaRegistry.url=mock://" + scope));
    return Outcome.of(arguments.toArray(String[]::new));
  }
}
