package io.pulltriage.streams.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Topics;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Installation;
import io.pulltriage.testkit.KafkaFixture;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records that cannot be used, on a real broker. */
class DeadLettersIT {

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  private static final PodSnapshot POD =
      Pods.failing("lab-a", "shop", "api")
          .waiting("app", "ErrImagePull", "connect: connection refused")
          .build();

  private final Map<String, Sent> sent = new TreeMap<>();
  private Installation installation;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @BeforeEach
  void install() {
    installation = Installation.on(KAFKA, "letters");
  }

  @Test
  void shouldPassOnWhatCannotBeUsedWithItsReasonAndGoOn() throws InterruptedException {
    // Given
    Topics topics = installation.topics();
    byte[] unknownSchema = ByteBuffer.allocate(9).put((byte) 0).putInt(999_999).array();
    send("garbage", topics.pods(), "not Avro".getBytes(UTF_8));
    send("garbage time", topics.clusters(), new byte[] {0});
    send("unknown schema", topics.podEvents(), unknownSchema);
    send("wrong type", topics.pods(), nodeBytes());
    send("wrong key", topics.pods(), podBytes());

    // When
    try (Analyzer analyzer = installation.analyzer(folder)) {
      analyzer.start();
      installation.publish(List.of(Facts.pod(POD)));
      installation.awaitProcessed(analyzer);

      // Then
      assertThat(analyzer.readModel().incidents()).hasSize(1);
    }
    List<ConsumerRecord<String, byte[]>> letters =
        installation.read(
            topics.deadLetters(),
            new ByteArrayDeserializer(),
            records -> records.size() >= sent.size());
    assertThat(header(letters, "wrong type")).contains("missing required field");
    assertThat(header(letters, "wrong key")).contains("lab-a/" + POD.getUid());
    assertThat(letters)
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrderElementsOf(sent.keySet());
    letters.forEach(this::assertTells);
  }

  private void assertTells(ConsumerRecord<String, byte[]> letter) {
    Sent original = Objects.requireNonNull(sent.get(letter.key()));
    assertThat(ByteBuffer.wrap(letter.value())).as(letter.key()).isEqualTo(original.value);
    assertThat(header(letter, "topic")).isEqualTo(original.where.topic());
    assertThat(header(letter, "partition")).isEqualTo("" + original.where.partition());
    assertThat(header(letter, "offset")).isEqualTo("" + original.where.offset());
    assertThat(header(letter, "exception")).endsWith("Exception");
    assertThat(header(letter, "message")).isNotBlank();
  }

  private void send(String key, String topic, byte[] value) {
    sent.put(key, new Sent(installation.send(topic, key, value), ByteBuffer.wrap(value)));
  }

  private byte[] podBytes() {
    try (Serde<PodSnapshot> serde = KAFKA.serdes().podSnapshot()) {
      return serde.serializer().serialize(installation.topics().pods(), POD);
    }
  }

  private byte[] nodeBytes() {
    try (Serde<NodeSnapshot> serde = KAFKA.serdes().nodeSnapshot()) {
      NodeSnapshot node = Nodes.ready("lab-a", "n1").build();
      return serde.serializer().serialize(installation.topics().nodes(), node);
    }
  }

  private static String header(ConsumerRecord<String, byte[]> letter, String name) {
    return new String(letter.headers().lastHeader("__streams.errors." + name).value(), UTF_8);
  }

  private static String header(List<ConsumerRecord<String, byte[]>> letters, String key) {
    return header(
        letters.stream().filter(letter -> letter.key().equals(key)).findFirst().orElseThrow(),
        "message");
  }

  /** What was sent, and where it stands. */
  private record Sent(RecordMetadata where, ByteBuffer value) {}
}
