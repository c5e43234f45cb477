package io.pulltriage.schemas.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.schemas.Workload;
import io.pulltriage.schemas.internal.ClusterState;
import io.pulltriage.schemas.internal.Membership;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalSerdesTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private final Serde<Membership> messages = InternalSerdes.of(Membership.class);
  private final Serde<ClusterState> markers = InternalSerdes.of(ClusterState.class);

  @Test
  void shouldReadWhatItWrote() {
    Membership message = new Membership("IMAGE/a/IMAGE", "lab", TIME, "IMAGE/a/TAG_NOT_FOUND");

    byte[] bytes = messages.serializer().serialize("t", message);

    assertThat(messages.deserializer().deserialize("t", bytes)).isEqualTo(message);
  }

  @Test
  void shouldWriteWhatAvroItselfReads() throws Exception {
    ClusterState marker = new ClusterState(TIME, 3L, TIME, TIME);

    byte[] bytes = markers.serializer().serialize("t", marker);

    assertThat(bytes).isEqualTo(marker.toByteBuffer().array());
  }

  @Test
  void shouldKeepTombstones() {
    assertThat(messages.serializer().serialize("t", null)).isNull();
    assertThat(messages.deserializer().deserialize("t", null)).isNull();
  }

  @Test
  void shouldNameBothSchemasWhenBytesAreOfAnother() {
    byte[] workload =
        InternalSerdes.of(Workload.class).serializer().serialize("t", new Workload("Job", "a"));
    String expected = fingerprint(ClusterState.getClassSchema());
    String found = fingerprint(Workload.getClassSchema());

    assertThatThrownBy(() -> markers.deserializer().deserialize("cases", workload))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("cases", "ClusterState", expected, found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "plain text, no Avro"})
  void shouldSayWhatForeignBytesBeginWith(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> markers.deserializer().deserialize("cases", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll(
            "cases", fingerprint(ClusterState.getClassSchema()), bytes.length + " bytes");
  }

  @Test
  void shouldRefuseDamagedBytes() {
    byte[] bytes = markers.serializer().serialize("t", new ClusterState(TIME, 3L, TIME, TIME));
    byte[] half = Arrays.copyOf(bytes, bytes.length - 4);

    assertThatThrownBy(() -> markers.deserializer().deserialize("cases", half))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("cases", "damaged");
  }

  @Test
  void shouldServeSeveralThreadsAtOnce() {
    boolean allEqual =
        IntStream.range(0, 2_000)
            .parallel()
            .mapToObj(i -> new ClusterState(TIME.plusMillis(i), (long) i, TIME, TIME))
            .allMatch(
                marker ->
                    marker.equals(
                        markers
                            .deserializer()
                            .deserialize("t", markers.serializer().serialize("t", marker))));

    assertThat(allEqual).isTrue();
  }

  private static String fingerprint(org.apache.avro.Schema schema) {
    return "%016x".formatted(SchemaNormalization.parsingFingerprint64(schema));
  }
}
