package io.pulltriage.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.testkit.KafkaFixture;
import io.pulltriage.testkit.Pods;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Letters that the real analyzer writes, of records that it cannot read. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLettersCommandIT {

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PodSnapshot POD =
      Pods.failing("lab", "shop", "api").waiting("app", "ErrImagePull", "x").build();
  private static final Duration START_WITHIN = Duration.ofMinutes(10);
  private static final String OUTDATED = Keys.pod(POD.getCluster(), POD.getUid());
  private static final String GARBAGE = "not Avro";

  @BeforeAll
  static void fillTopics(@TempDir Path folder) throws InterruptedException {
    List<ProducerRecord<String, byte[]>> broken = new ArrayList<>();
    broken.add(broken(KAFKA.topics().pods(), OUTDATED));
    broken.add(broken(KAFKA.topics().podEvents(), "lab/once"));
    broken.add(broken(KAFKA.topics().nodes(), "lab/n1"));
    KAFKA.send(Serdes.ByteArray(), broken);
    KAFKA.send(
        KAFKA.serdes().podSnapshot(),
        List.of(new ProducerRecord<>(KAFKA.topics().pods(), OUTDATED, POD)));
    Map<String, Object> settings = new HashMap<>(KAFKA.clientConfig());
    settings.put("application.id", "letters");
    settings.put("state.dir", folder.toString());
    settings.put("num.standby.replicas", 0);
    int partitions = KAFKA.topicSpecs().partitions();
    try (Analyzer analyzer =
        new Analyzer(
            AnalyzerConfig.defaults(KAFKA.topics(), partitions), Knowledge.bundled(), settings)) {
      analyzer.start();
      analyzer.awaitRunning(START_WITHIN);
      KAFKA.consumeAll(
          KAFKA.topics().deadLetters(), new ByteArrayDeserializer(), all -> all.size() >= 3);
    }
  }

  @Test
  @Order(1)
  void shouldListAndFilterAndShow() throws Exception {
    Outcome list = run("list");
    Outcome nodes = run("list", "--topic", "nodes", "--output", "json");
    JsonNode letter = JSON.readTree(nodes.out());
    Outcome shown = run("show", letter.path("id").asText());
    Outcome json = run("show", letter.path("id").asText(), "--output", "json");

    assertThat(list.status()).as(list.err()).isZero();
    assertThat(list.outLines()).hasSize(4);
    assertThat(letter.path("key").asText()).isEqualTo("lab/n1");
    assertThat(letter.path("topic").asText()).isEqualTo(KAFKA.topics().nodes());
    assertThat(letter.path("error").asText()).isEqualTo("SerializationException");
    assertThat(letter.path("retries").asInt()).isZero();
    assertThat(shown.out()).contains("lab/n1", "8 bytes: 6e6f742041", "trace");
    assertThat(JSON.readTree(json.out()).path("value").binaryValue())
        .isEqualTo(GARBAGE.getBytes(UTF_8));
    assertThat(run("list", "--error", "nothing says this").err()).contains("no such dead letters");
    assertThat(run("show", "9-9").err()).contains("there is no dead letter 9-9");
    assertThat(run("retry").status()).isEqualTo(2);
  }

  @Test
  @Order(2)
  void shouldSendBackWhatNothingNewerReplacesAsItWas() {
    // Given
    int before = KAFKA.readToEnd(KAFKA.topics().podEvents(), new ByteArrayDeserializer()).size();
    Outcome rehearsal = run("retry", "--all", "--dry-run");

    // When
    Outcome retried = run("retry", "--all");

    // Then
    assertThat(rehearsal.outLines()).hasSize(3).allMatch(line -> line.contains("would be sent"));
    assertThat(retried.status()).isEqualTo(1);
    assertThat(retried.outLines())
        .hasSize(3)
        .anyMatch(line -> line.contains("superseded: " + KAFKA.topics().pods() + ' ' + OUTDATED))
        .anyMatch(line -> line.contains("sent: " + KAFKA.topics().podEvents() + " lab/once"));
    List<ConsumerRecord<String, byte[]>> events =
        KAFKA.readToEnd(KAFKA.topics().podEvents(), new ByteArrayDeserializer());
    assertThat(events).hasSize(before + 1);
    List<ConsumerRecord<String, byte[]>> sent =
        events.stream().filter(record -> header(record, "pulltriage.retries").equals("1")).toList();
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).key()).isEqualTo("lab/once");
    assertThat(sent.get(0).value()).isEqualTo(GARBAGE.getBytes(UTF_8));
    assertThat(header(sent.get(0), "trace-id")).isEqualTo("42");
    assertThat(sent.get(0).headers().toArray()).hasSize(2);
    assertThat(run("list").outLines()).as("letters stay").hasSize(4);
  }

  private static ProducerRecord<String, byte[]> broken(String topic, String key) {
    ProducerRecord<String, byte[]> broken =
        new ProducerRecord<>(topic, key, GARBAGE.getBytes(UTF_8));
    broken.headers().add(new RecordHeader("trace-id", "42".getBytes(UTF_8)));
    return broken;
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return record.headers().lastHeader(name) == null
        ? ""
        : new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static Outcome run(String... words) {
    List<String> arguments = new ArrayList<>(List.of("dead-letters"));
    arguments.addAll(List.of(words));
    arguments.addAll(List.of("--set", "kafka.bootstrap.servers=" + KAFKA.bootstrapServers()));
    return Outcome.of(arguments.toArray(String[]::new));
  }
}
