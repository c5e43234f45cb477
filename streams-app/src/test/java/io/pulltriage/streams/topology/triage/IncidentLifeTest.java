package io.pulltriage.streams.topology.triage;

import static io.pulltriage.schemas.IncidentStatus.OPEN;
import static io.pulltriage.schemas.IncidentStatus.RESOLVED;
import static io.pulltriage.schemas.Resolution.DELETED;
import static io.pulltriage.schemas.Resolution.RECOVERED;
import static io.pulltriage.schemas.Resolution.REPLACED;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Successor;
import io.pulltriage.streams.config.IncidentConfig;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The life of incidents, from what is told of pods. */
class IncidentLifeTest {

  private static final String REFUSED = "dial tcp 10.0.0.9:443: connect: connection refused";

  @AutoClose
  private final Pipeline pipeline =
      Pipeline.recorded(new IncidentConfig(Duration.ofSeconds(60), Duration.ofDays(1)));

  @Test
  void shouldOpenAnIncidentAndCountFurtherPodsIn() {
    // Given
    pipeline.feed(failing(1, 0));
    Incident first = pipeline.incident();

    // When
    pipeline.feed(failing(2, 5));

    // Then
    Incident second = pipeline.incident();
    assertThat(first.getStatus()).isEqualTo(OPEN);
    assertThat(first.getAffectedPods()).isEqualTo(1);
    assertThat(second.getAffectedPods()).isEqualTo(2);
    assertThat(second.getRevision()).isGreaterThan(first.getRevision());
    assertThat(second.getFirstSeen()).isEqualTo(at(0));
    assertThat(second.getLastSeen()).isEqualTo(at(5));
  }

  @Test
  void shouldResolveOnceNothingFailedForTheHoldDown() {
    // Given
    pipeline.feed(failing(1, 0), running(1, 30));

    // When
    pipeline.feed(time(89));
    // Then
    assertThat(pipeline.incident().getStatus()).isEqualTo(OPEN);

    // When
    pipeline.feed(time(90));
    // Then
    assertThat(pipeline.incident().getStatus()).isEqualTo(RESOLVED);
    assertThat(pipeline.incident().getResolution()).contains(RECOVERED);
    assertThat(pipeline.incident().getResolvedAt()).contains(at(30));
  }

  @Test
  void shouldSayWhichImageTookThePlace() {
    pipeline.feed(
        failing(1, 0),
        gone(1, 30, new Successor("app", "ghcr.io/team/api:1.4.3", true, Map.of())),
        time(120));

    assertThat(pipeline.incident().getResolution()).contains(REPLACED);
    assertThat(pipeline.incident().getReplacedBy()).contains("ghcr.io/team/api:1.4.3");
  }

  @Test
  void shouldSayThatNothingIsLeft() {
    pipeline.feed(failing(1, 0), gone(1, 30), time(120));

    assertThat(pipeline.incident().getResolution()).contains(DELETED);
    assertThat(pipeline.incident().getReplacedBy()).isEmpty();
  }

  @Test
  void shouldStayOpenWhileAContainerFlaps() {
    pipeline.feed(
        failing(1, 0), running(1, 30), time(80), failing(1, 85), running(1, 100), time(150));

    assertThat(pipeline.written())
        .extracting(change -> change.value.getStatus())
        .containsOnly(OPEN);
    assertThat(pipeline.incident().getFirstSeen()).isEqualTo(at(0));
  }

  @Test
  void shouldOpenTheSameIncidentAgainWhenItFailsLater() {
    // Given
    pipeline.feed(failing(1, 0), running(1, 30), time(100));
    Incident over = pipeline.incident();

    // When
    pipeline.feed(failing(2, 300));

    // Then
    Incident again = pipeline.incident();
    assertThat(over.getStatus()).isEqualTo(RESOLVED);
    assertThat(again.getId()).isEqualTo(over.getId());
    assertThat(again.getStatus()).isEqualTo(OPEN);
    assertThat(again.getResolution()).isEmpty();
    assertThat(again.getFirstSeen()).isEqualTo(at(300));
    assertThat(again.getAffectedPods()).isEqualTo(1);
    assertThat(again.getRevision()).isGreaterThan(over.getRevision());
  }

  @Test
  void shouldForgetAnIncidentAfterItsRetention() {
    // Given
    pipeline.feed(failing(1, 0), gone(1, 30), time(120));
    String id = pipeline.incident().getId();
    pipeline.written();

    // When
    pipeline.feed(time(30 + Duration.ofDays(1).toSeconds()));

    // Then
    assertThat(pipeline.written()).containsExactly(KeyValue.pair(id, null));
    assertThat(pipeline.incidents()).isEmpty();
  }

  @Test
  void shouldKeepAnIncidentWhosePodFailsOtherwiseLater() {
    // Given
    pipeline.feed(failing(1, 0), running(1, 30), time(120));
    Incident pull = pipeline.incident();
    pipeline.feed(Facts.withdrawal(replica(1).build(), at(130)), time(4000));
    pipeline.written();

    // When
    pipeline.feed(
        Facts.pod(
            replica(1)
                .waiting("app", "CreateContainerConfigError", "secret \"absent\" not found")
                .at(at(5000))
                .revision(5000)
                .build()),
        time(5010),
        time(10_000));

    // Then
    assertThat(pipeline.written()).extracting(change -> change.key).doesNotContain(pull.getId());
    assertThat(pipeline.incidents()).hasSize(2).containsEntry(pull.getId(), pull);

    // When
    pipeline.feed(time(31 + Duration.ofDays(1).toSeconds()));
    // Then
    assertThat(pipeline.incidents()).hasSize(1).doesNotContainKey(pull.getId());
  }

  @Test
  void shouldCountEachOfManyPodsOnceTimeGoesOn() {
    // Given
    for (int pod = 1; pod <= 100; pod++) {
      pipeline.feed(failing(pod, pod));
    }

    // When
    pipeline.feed(time(101));

    // Then
    Incident incident = pipeline.incident();
    assertThat(incident.getAffectedPods()).isEqualTo(100);
    assertThat(incident.getFailingPods()).isEqualTo(100);
    assertThat(incident.getPodNames()).hasSize(20);
    assertThat(pipeline.written()).hasSizeLessThan(50);
  }

  @Test
  void shouldNeverGoBackInItsRevisions() {
    try (Pipeline capture = Pipeline.recorded()) {
      // When
      capture.feed(Captures.publications(Captures.TWO_CLUSTERS));

      // Then
      Map<String, Long> newest = new HashMap<>();
      for (KeyValue<String, @Nullable Incident> change : capture.written()) {
        long revision = change.value.getRevision();
        Long before = newest.put(change.key, revision);
        assertThat(revision).as(change.key).isGreaterThan(before == null ? -1 : before);
      }
      assertThat(newest).hasSize(40);
    }
  }

  private static Pods replica(int number) {
    return Pods.failing("lab-a", "shop", "api").replica(number).on("n1");
  }

  private static Publication failing(int replica, long second) {
    return Facts.pod(
        replica(replica)
            .waiting("app", "ErrImagePull", REFUSED)
            .at(at(second))
            .revision(second)
            .build());
  }

  private static Publication running(int replica, long second) {
    return Facts.pod(
        replica(replica).running("app", at(second)).at(at(second)).revision(second).build());
  }

  private static Publication gone(int replica, long second, Successor... successors) {
    return Facts.pod(
        replica(replica)
            .waiting("app", "ErrImagePull", REFUSED)
            .revision(second)
            .gone(at(second), successors)
            .build());
  }

  private static Publication time(long second) {
    return Facts.time("lab-a", at(second));
  }

  private static Instant at(long second) {
    return Pods.LONG_AGO.plusSeconds(second);
  }
}
