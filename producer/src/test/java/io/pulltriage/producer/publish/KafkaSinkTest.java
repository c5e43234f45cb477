package io.pulltriage.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Topics;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaSinkTest {

  private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.089Z");

  private final MockProducer<String, SpecificRecord> producer =
      new MockProducer<>(false, null, new StringSerializer(), (topic, value) -> new byte[0]);
  private final KafkaSink sink = new KafkaSink(producer, new Topics("test."));

  @Test
  void shouldSendEachKindToItsTopic() {
    for (Kind kind : Kind.values()) {
      sink.publish(new Publication(kind, kind.name(), status(), TIME));
    }

    assertThat(producer.history())
        .extracting(sent -> sent.topic() + " " + sent.key())
        .containsExactly(
            "test.pod-events POD_EVENT",
            "test.pods POD",
            "test.nodes NODE",
            "test.images IMAGE",
            "test.clusters CLUSTER");
  }

  @Test
  void shouldSendTheTimeAndTheValueOrATombstone() {
    sink.publish(new Publication(Kind.CLUSTER, "c", status(), TIME));
    sink.publish(new Publication(Kind.POD, "p", null, TIME));

    ProducerRecord<String, SpecificRecord> sent = producer.history().get(0);
    assertThat(sent.timestamp()).isEqualTo(TIME.toEpochMilli());
    assertThat(sent.value()).isEqualTo(status());
    assertThat(producer.history().get(1).value()).isNull();
  }

  @Test
  void shouldReportAFailedDeliveryWithTheNextPublication() {
    sink.publish(new Publication(Kind.POD, "first", null, TIME));
    producer.errorNext(new NotLeaderOrFollowerException("gone"));

    assertThatThrownBy(() -> sink.publish(new Publication(Kind.POD, "second", null, TIME)))
        .isInstanceOf(PublicationException.class)
        .hasMessageContaining("test.pods")
        .hasMessageContaining("first")
        .hasRootCauseInstanceOf(NotLeaderOrFollowerException.class);
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void shouldReportEveryFailedDeliveryWithTheFlush() {
    sink.publish(new Publication(Kind.POD, "first", null, TIME));
    sink.publish(new Publication(Kind.POD, "second", null, TIME));
    producer.errorNext(new NotLeaderOrFollowerException("gone"));
    producer.errorNext(new NotLeaderOrFollowerException("gone again"));

    assertThatThrownBy(sink::flush)
        .isInstanceOf(PublicationException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThatCode(sink::flush).doesNotThrowAnyException();
  }

  @Test
  void shouldReportWhatCannotBeSentAtAll() {
    producer.sendException = new SerializationException("no schema");

    assertThatThrownBy(() -> sink.publish(new Publication(Kind.POD, "first", null, TIME)))
        .isInstanceOf(PublicationException.class)
        .hasMessageContaining("no schema");
  }

  @Test
  void shouldWaitForDeliveryWhenFlushed() {
    sink.publish(new Publication(Kind.POD, "first", null, TIME));

    sink.flush();

    assertThat(producer.flushed()).isTrue();
  }

  @Test
  void shouldSayWhichFactsBelongBeforeWhichStatus() {
    // When
    sink.publish(new Publication(Kind.POD, "a/p", null, TIME));
    sink.publish(new Publication(Kind.NODE, "b/n", null, TIME));
    sink.publish(new Publication(Kind.POD_EVENT, "a/p", null, TIME));
    sink.publish(status("a", TIME));
    sink.publish(new Publication(Kind.IMAGE, "a/i", null, TIME));
    sink.publish(new Publication(Kind.POD, "b/p", null, TIME));
    sink.publish(status("b", TIME));
    sink.publish(status("a", TIME));
    sink.publish(status("a", TIME.plusSeconds(1)));
    sink.publish(new Publication(Kind.POD, "b/p", null, TIME));

    // Then
    long mark = TIME.toEpochMilli();
    assertThat(producer.history())
        .extracting(SentHeaders::of)
        .containsExactly(
            "a/p after=-1",
            "b/n after=-1",
            "a/p after=-1",
            "a mark=" + mark + " facts=2",
            "a/i after=" + mark,
            "b/p after=-1",
            "b mark=" + mark + " facts=2",
            "a mark=" + (mark + 1) + " facts=1",
            "a mark=" + (mark + 1000) + " facts=0",
            "b/p after=" + mark);
  }

  @Test
  void shouldCountOnlyFactsThatKafkaHas() {
    // Given
    sink.publish(new Publication(Kind.POD, "a/lost", null, TIME));
    producer.errorNext(new NotLeaderOrFollowerException("gone"));
    assertThatThrownBy(sink::flush).isInstanceOf(PublicationException.class);

    // When
    sink.publish(new Publication(Kind.POD, "a/kept", null, TIME));
    sink.publish(status("a", TIME));

    // Then
    assertThat(producer.history())
        .extracting(SentHeaders::of)
        .last()
        .isEqualTo("a mark=" + TIME.toEpochMilli() + " facts=1");
  }

  private static Publication status(String cluster, Instant observedAt) {
    ClusterStatus status =
        ClusterStatus.newBuilder(status()).setCluster(cluster).setObservedAt(observedAt).build();
    return new Publication(Kind.CLUSTER, cluster, status, TIME);
  }

  private static ClusterStatus status() {
    return ClusterStatus.newBuilder()
        .setCluster("c")
        .setConnected(true)
        .setSynced(true)
        .setSince(TIME)
        .setObservedAt(TIME)
        .build();
  }
}
