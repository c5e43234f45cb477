package io.pulltriage.producer.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.config.DeliveryConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.publish.SentHeaders;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.Topics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryTest {

  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> losses = new CopyOnWriteArrayList<>();
  private final MockProducer<String, SpecificRecord> kafka =
      new MockProducer<>(false, null, new StringSerializer(), (topic, value) -> new byte[0]);
  private final AtomicInteger producers = new AtomicInteger();
  private final Delivery delivery =
      new Delivery(
          Topics.withDefaultPrefix(),
          new DeliveryConfig(12, 3, Duration.ofMillis(5), Duration.ofSeconds(2)),
          Clock.systemUTC(),
          () -> {
            if (producers.getAndIncrement() < 0) {
              throw new NoClassDefFoundError("no client");
            }
            return kafka;
          },
          (cluster, since) -> losses.add(cluster + " since " + since),
          meters);

  @AfterEach
  void end() {
    var unused = kafka.completeNext();
    delivery.close();
  }

  @Test
  void shouldKeepOnlyTheNewestStateWhileKafkaTakesNothing() {
    // When
    for (int revision = 0; revision < 1000; revision++) {
      delivery.publish(status("prod", revision));
      delivery.publish(status("stage", revision));
    }
    assertThat(delivery.waiting()).isEqualTo(2);
    delivery.start();
    completeAll(2);

    // Then
    assertThat(kafka.history())
        .extracting(record -> record.key() + "@" + record.timestamp())
        .containsExactly(
            "prod@" + START.plusSeconds(999).toEpochMilli(),
            "stage@" + START.plusSeconds(999).toEpochMilli());
    assertIdentity();
  }

  @Test
  void shouldAskToHoldBackThenCountWhatIsLostAndTellItAsAGap() {
    // When
    for (int i = 0; i < 9; i++) {
      assertThat(delivery.hasRoom()).isTrue();
      delivery.publish(event("prod", i));
    }
    assertThat(delivery.hasRoom()).isFalse();
    for (int i = 9; i < 15; i++) {
      delivery.publish(event("prod", i));
    }

    // Then
    assertThat(count("dropped")).isEqualTo(3);
    assertThat(losses).isEmpty();
    delivery.start();
    completeAll(12);
    await().untilAsserted(() -> assertThat(losses).containsExactly("prod since " + at(12)));
    assertThat(delivery.hasRoom()).isTrue();
    assertIdentity();
  }

  @Test
  void shouldNotLetAStatusOvertakeWhatWasPublishedBefore() {
    // Given
    delivery.publish(event("prod", 1));
    delivery.publish(event("prod", 2));
    delivery.publish(status("prod", 3));
    delivery.start();
    await().until(() -> kafka.history().size() == 2);

    // When
    assertThat(kafka.errorNext(new TimeoutException("away"))).isTrue();
    assertThat(kafka.completeNext()).isTrue();
    await().until(() -> kafka.history().size() == 3);

    // Then
    assertThat(kafka.history().get(2).timestamp()).isEqualTo(at(1).toEpochMilli());
    completeAll(4);
    assertThat(kafka.history().get(3).key()).isEqualTo("prod");
    assertThat(count("refused")).isOne();
    assertIdentity();
  }

  @Test
  void shouldNotBringAnOlderStateBackOverANewerOne() {
    // Given
    delivery.publish(node("prod", 1));
    delivery.start();
    await().until(() -> kafka.history().size() == 1);
    delivery.publish(node("prod", 2));

    // When
    assertThat(kafka.errorNext(new TimeoutException("away"))).isTrue();
    completeAll(2);

    // Then
    assertThat(kafka.history())
        .extracting(ProducerRecord::timestamp)
        .last()
        .isEqualTo(at(2).toEpochMilli());
    assertThat(delivery.waiting()).isZero();
    assertIdentity();
  }

  @Test
  void shouldSayThatItsThreadIsDownAndDeliverAfterwards() {
    // Given
    producers.set(-1);
    delivery.publish(node("prod", 1));

    // When
    delivery.start();
    await().until(() -> delivery.failure().isPresent());

    // Then
    assertThat(delivery.failure()).hasValue("thread deliver is down: no client");
    completeAll(1);
    await().until(() -> delivery.failure().isEmpty());
  }

  @Test
  void shouldKeepTheHeadersOfWhatItSendsAgain() {
    // Given
    delivery.publish(event("prod", 1));
    delivery.publish(event("stage", 1));
    delivery.publish(status("prod", 2));
    delivery.start();
    await().until(() -> kafka.history().size() == 2);
    assertThat(kafka.errorNext(new TimeoutException("away"))).isTrue();
    assertThat(kafka.completeNext()).isTrue();
    await().until(() -> kafka.history().size() == 3);
    assertThat(kafka.completeNext()).isTrue();
    await().until(() -> kafka.history().size() == 4);
    delivery.publish(event("prod", 3));
    await().until(() -> kafka.history().size() == 5);

    // When the status and what was handed over after it are refused
    assertThat(kafka.errorNext(new TimeoutException("away"))).isTrue();
    assertThat(kafka.errorNext(new TimeoutException("away"))).isTrue();
    await().until(() -> kafka.history().size() == 7);
    delivery.publish(status("prod", 2));
    completeAll(8);

    // Then
    long mark = at(2).toEpochMilli();
    assertThat(kafka.history())
        .extracting(SentHeaders::of)
        .containsExactly(
            "prod/uid after=-1",
            "stage/uid after=-1",
            "prod/uid after=-1",
            "prod mark=" + mark + " facts=1",
            "prod/uid after=" + mark,
            "prod mark=" + mark + " facts=1",
            "prod/uid after=" + mark,
            "prod mark=" + (mark + 1) + " facts=1");
  }

  @Test
  void shouldGoOnFromARefusedStatusThatANewerOneReplaced() {
    // Given
    delivery.publish(event("prod", 1));
    delivery.publish(status("prod", 2));
    delivery.start();
    await().until(() -> kafka.history().size() == 1);
    assertThat(kafka.completeNext()).isTrue();
    await().until(() -> kafka.history().size() == 2);
    delivery.publish(event("prod", 3));
    await().until(() -> kafka.history().size() == 3);
    delivery.publish(status("prod", 2));

    // When
    assertThat(kafka.errorNext(new TimeoutException("away"))).isTrue();
    completeAll(4);

    // Then
    long mark = at(2).toEpochMilli();
    assertThat(kafka.history())
        .extracting(SentHeaders::of)
        .containsExactly(
            "prod/uid after=-1",
            "prod mark=" + mark + " facts=1",
            "prod/uid after=" + mark,
            "prod mark=" + (mark + 1) + " facts=1");
    assertIdentity();
  }

  @ParameterizedTest
  @MethodSource("errorsOfTheRecord")
  void shouldGiveUpWhatKafkaWillNeverTakeAndTellItAsAGap(RuntimeException error) {
    // Given
    delivery.publish(event("prod", 1));
    delivery.publish(event("prod", 2));
    delivery.start();
    await().until(() -> kafka.history().size() == 2);

    // When
    assertThat(kafka.errorNext(error)).isTrue();
    completeAll(2);

    // Then
    assertThat(kafka.history()).as("it is not sent again").hasSize(2);
    assertThat(count("dropped")).isOne();
    await().untilAsserted(() -> assertThat(losses).containsExactly("prod since " + at(1)));
    assertIdentity();
  }

  static List<RuntimeException> errorsOfTheRecord() {
    return List.of(
        new RecordTooLargeException("too large"),
        new InvalidTimestampException("two hours ahead"),
        new InvalidRecordException("no key"),
        new PolicyViolationException("not here"),
        new SerializationException("cannot be written", new AvroRuntimeException("no value")));
  }

  @Test
  void shouldTryAgainWhileARightIsMissingOrTheRegistryIsAway() {
    // Given
    delivery.publish(event("prod", 1));
    delivery.start();

    // When
    for (RuntimeException error :
        List.of(
            new TopicAuthorizationException("not yet"),
            new SerializationException("registry", new IOException("away")))) {
      await().until(() -> kafka.errorNext(error));
    }
    completeAll(3);

    // Then
    assertThat(count("published")).isOne();
    assertThat(count("dropped")).isZero();
    assertIdentity();
  }

  private void completeAll(int records) {
    await()
        .until(
            () -> {
              var unused = kafka.completeNext();
              return kafka.history().size() >= records && delivery.waiting() == 0;
            });
  }

  private void assertIdentity() {
    assertThat(count("accepted"))
        .as("accepted = published + replaced + dropped + waiting")
        .isEqualTo(count("published") + count("replaced") + count("dropped") + delivery.waiting());
  }

  private double count(String what) {
    return meters.find("pulltriage.records." + what).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private static Publication node(String cluster, int second) {
    return new Publication(Kind.NODE, cluster + "/n1", null, at(second));
  }

  private static Publication status(String cluster, int second) {
    return new Publication(
        Kind.CLUSTER,
        cluster,
        ClusterStatus.newBuilder()
            .setCluster(cluster)
            .setConnected(true)
            .setSynced(true)
            .setSince(START)
            .setObservedAt(at(second))
            .build(),
        at(second));
  }

  private static Publication event(String cluster, int second) {
    PodEvent event =
        PodEvent.newBuilder()
            .setCluster(cluster)
            .setNamespace("shop")
            .setPodName("web")
            .setPodUid("uid")
            .setEventUid("event-" + second)
            .setReason("Failed")
            .setMessage("x")
            .setFirstSeen(at(second))
            .setLastSeen(at(second))
            .build();
    return new Publication(Kind.POD_EVENT, cluster + "/uid", event, at(second));
  }
}
