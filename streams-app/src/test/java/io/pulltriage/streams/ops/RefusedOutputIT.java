package io.pulltriage.streams.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Installation;
import io.pulltriage.testkit.KafkaFixture;
import io.pulltriage.testkit.Pods;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output that a real broker refuses for what it is: all else goes on. */
class RefusedOutputIT {

  private static final Duration WITHIN = Duration.ofMinutes(2);

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  private final Instant now = Instant.now();

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @Test
  void shouldMakeADeadLetterOfWhatIsTooLarge() throws Exception {
    Installation installation = Installation.on(KAFKA, "too-large");
    limit(installation.topics().incidents(), "max.message.bytes", "6000");

    shouldGoOnWithout(
        installation,
        pod("large", "connection refused " + incompressible(4_000), now),
        "which is too large");
  }

  @Test
  void shouldMakeADeadLetterOfWhatIsOutOfTheRangeOfTimes() throws Exception {
    Installation installation = Installation.on(KAFKA, "out-of-range");
    limit(installation.topics().incidents(), "message.timestamp.after.max.ms", "600000");

    shouldGoOnWithout(
        installation,
        pod("ahead", "connection refused", now.plus(Duration.ofMinutes(30))),
        "out of the range that Kafka takes");
  }

  private void shouldGoOnWithout(Installation installation, PodSnapshot refused, String reason)
      throws Exception {
    // Given
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    String topic = installation.topics().incidents();
    try (Analyzer analyzer = installation.analyzer(folder);
        var meters = analyzer.bindTo(registry)) {
      analyzer.start();
      analyzer.awaitRunning(WITHIN);

      // When
      publish(installation, Facts.pod(refused));
      List<ConsumerRecord<String, byte[]>> letters =
          installation.read(
              installation.topics().deadLetters(),
              new ByteArrayDeserializer(),
              records -> !records.isEmpty());
      publish(installation, Facts.pod(pod("well", "connection refused", now)));

      // Then
      await()
          .atMost(WITHIN)
          .until(
              () -> {
                analyzer.requireAlive();
                return installation.changes().stream()
                    .anyMatch(one -> one.key().contains("/well/"));
              });
      ConsumerRecord<String, byte[]> letter = letters.get(0);
      assertThat(letter.key()).startsWith("lab-a/shop/");
      assertThat(header(letter, "__streams.errors.message"))
          .startsWith("topic " + topic + " refuses a record: ")
          .contains(reason, "; input ");
      assertThat(header(letter, "pulltriage.refused.topic")).isEqualTo(topic);
      assertThat(header(letter, "pulltriage.refused.input")).matches("\\S+-\\d+@\\d+");
      assertThat(registry.get("pulltriage.dead.letters").tag("error", "refused").counter().count())
          .isPositive();
      assertThat(KAFKA.readToEnd(installation.topics().deadLetters(), new ByteArrayDeserializer()))
          .as("no other record of the same transaction is refused")
          .allSatisfy(one -> assertThat(header(one, "pulltriage.refused.topic")).isEqualTo(topic));
      assertThat(analyzer.backgroundFailure()).isEmpty();
      assertThat(meters).isNotNull();
    }
  }

  /** What the topology's compression does not make smaller. */
  private static String incompressible(int length) {
    return new Random(1)
        .ints(length, '\u4e00', '\u9fff')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private PodSnapshot pod(String name, String message, Instant at) {
    return Pods.failing("lab-a", "shop", name)
        .waiting("app", "ErrImagePull", message)
        .at(at)
        .build();
  }

  private void publish(Installation installation, Publication fact) {
    installation.publish(
        List.of(fact, Facts.time("lab-a", now), Facts.time("lab-a", now.plusSeconds(30))));
  }

  private static void limit(String topic, String setting, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  resource,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private static String header(ConsumerRecord<String, byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
