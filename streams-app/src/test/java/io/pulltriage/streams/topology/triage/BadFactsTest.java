package io.pulltriage.streams.topology.triage;

import static io.pulltriage.schemas.Cause.TAG_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import io.pulltriage.testkit.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a wrong fact, a damaged state or the end of a watch does: to its cluster, and no longer. */
class BadFactsTest {

  private static final Instant START = Pods.LONG_AGO;
  private static final String IMAGE = "ghcr.io/team/api:1.4.2";
  private static final String NOT_FOUND = "failed to resolve image: %s: not found".formatted(IMAGE);

  @AutoClose private final Pipeline pipeline = Pipeline.live();

  private final Pods api = Pods.failing("lab-a", "shop", "api").image(IMAGE).on("n1");

  static Stream<Instant> absurdTimes() {
    return FactBoundsTest.absurdTimes();
  }

  @ParameterizedTest
  @MethodSource("absurdTimes")
  void shouldHealWithRightFactsWhatAbsurdTimesDid(Instant absurd) {
    // Given
    PodSnapshot wrong = api.waiting("app", "ErrImagePull", NOT_FOUND).at(absurd).build();
    pipeline.feed(
        at(0, Facts.pod(wrong)),
        at(0, Facts.event(Events.warning(wrong, "Failed", NOT_FOUND).at(absurd).build())),
        at(0, Facts.node(Nodes.ready("lab-a", "n1").zone("old").at(absurd).build())),
        at(0, Facts.time("lab-a", absurd)),
        at(0, Facts.time("lab-b", absurd)));
    pipeline.pass(Duration.ofSeconds(10));
    pipeline.incidents().values().forEach(one -> assertClaimsNothingAhead(one, START));

    // When
    pipeline.feed(
        Facts.node(Nodes.ready("lab-a", "n1").zone("new").at(second(5)).revision(1).build()),
        Facts.pod(api.running("app", second(10)).at(second(10)).revision(1).build()),
        time(10),
        time(200));

    // Then
    Incident incident = pipeline.incident();
    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(incident.getResolvedAt()).contains(second(10));
    assertThat(incident.getZones()).containsExactly("new");
    assertClaimsNothingAhead(incident, second(200));
    assertThat(pipeline.counters("pulltriage.facts.bounded"))
        .containsKeys("time pod", "time pod-event", "time node", "time cluster");
  }

  private static void assertClaimsNothingAhead(Incident incident, Instant time) {
    assertThat(incident.getFirstSeen()).isBetween(START, time);
    assertThat(incident.getLastSeen()).isBetween(START, time);
    incident.getResolvedAt().ifPresent(at -> assertThat(at).isBetween(START, time));
    incident
        .getEvidence()
        .forEach(piece -> assertThat(piece.getAt()).isBetween(START.minusSeconds(1), time));
  }

  @Test
  void shouldKeepTheStateOfAPodWithLongTextsSmall() {
    PodSnapshot pod = api.waiting("app", "ErrImagePull", NOT_FOUND).build();
    pipeline.feed(Facts.pod(pod));
    for (int i = 0; i < 100; i++) {
      String text = "Failed " + i + " x".repeat(300_000) + ": " + NOT_FOUND;
      pipeline.feed(
          Facts.event(Events.warning(pod, "Failed", text).uid("event-" + i).at(second(i)).build()));
    }
    pipeline.feed(time(100));

    assertThat(pipeline.incident().getCause()).isEqualTo(TAG_NOT_FOUND);
    assertThat(pipeline.bytes(Stores.PODS, "lab-a/" + pod.getUid())).isBetween(100_000, 400_000);
  }

  @Test
  void shouldForgetAClusterThatNobodyWatchesAnyMore() {
    // Given
    pipeline.feed(
        Facts.node(Nodes.ready("lab-a", "n1").build()),
        Facts.pod(api.waiting("app", "ErrImagePull", NOT_FOUND).build()),
        Facts.pod(
            Pods.failing("lab-a", "shop", "twin")
                .image(IMAGE)
                .waiting("app", "ErrImagePull", NOT_FOUND)
                .build()),
        Facts.pod(failing("lab-b", "other").build()),
        time(0),
        time(90),
        Facts.time("lab-b", second(90)));
    assertThat(pipeline.incidents()).hasSize(3);
    assertThat(pipeline.outbreaks()).hasSize(1);

    // When
    pipeline.feed(Facts.tombstone(time(0), second(91)));

    // Then
    assertThat(pipeline.incident().getCluster()).isEqualTo("lab-b");
    assertThat(pipeline.outbreaks()).isEmpty();
    assertThat(pipeline.keys(Stores.PODS, Stores.NODES, Stores.CLUSTERS, Stores.CONTRIBUTIONS))
        .isNotEmpty()
        .allMatch(key -> key.startsWith("lab-b"));

    // When it is watched again
    pipeline.feed(Facts.pod(api.waiting("app", "ErrImagePull", NOT_FOUND).at(second(100)).build()));
    // Then
    assertThat(pipeline.incidents()).hasSize(2);
  }

  @Test
  void shouldNotJudgeByTimeWhatItDoesNotSee() {
    // Given a pull under way
    PodSnapshot pod = api.waiting("app", "ContainerCreating", "").build();
    pipeline.feed(
        Facts.pod(pod),
        Facts.event(
            Events.normal(pod, "Pulling", "Pulling image \"" + IMAGE + '"').at(START).build()),
        time(0));

    // When nothing is seen of it for an hour, and then nothing is even said
    for (long second = 10; second < 3600; second += 10) {
      pipeline.feed(status(second, false));
    }
    pipeline.pass(Duration.ofMinutes(10));
    // Then
    assertThat(pipeline.incidents()).isEmpty();

    // When it is seen again, and its pull had come to an end
    pipeline.feed(
        Facts.pod(api.running("app", second(30)).at(second(30)).revision(1).build()), time(3600));
    // Then
    assertThat(pipeline.incidents()).isEmpty();
  }

  @Test
  void shouldJudgeByTimeWhatItSees() {
    PodSnapshot pod = api.waiting("app", "ContainerCreating", "").build();
    pipeline.feed(
        Facts.pod(pod),
        Facts.event(
            Events.normal(pod, "Pulling", "Pulling image \"" + IMAGE + '"').at(START).build()),
        time(0),
        status(170, false),
        time(180));

    assertThat(pipeline.incident().getCause()).hasToString("PULL_STALLED");
  }

  @Test
  void shouldReadADamagedPodAgainFromItsNextFact() {
    // Given
    PodSnapshot pod = api.waiting("app", "ErrImagePull", NOT_FOUND).build();
    Pods other = failing("lab-a", "other");
    pipeline.feed(Facts.pod(pod), Facts.pod(other.build()), time(0), time(90));

    // When
    pipeline.damage(Stores.PODS, "lab-a/" + pod.getUid());
    pipeline.feed(
        Facts.pod(api.waiting("app", "ErrImagePull", NOT_FOUND).at(second(95)).build()),
        Facts.pod(other.running("app", second(95)).at(second(95)).revision(1).build()),
        time(100),
        time(200));

    // Then
    assertThat(pipeline.incidents().values())
        .extracting(one -> one.getWorkload().getName() + ' ' + one.getStatus())
        .containsExactlyInAnyOrder("api OPEN", "other RESOLVED");
    assertThat(pipeline.counters("pulltriage.state.unreadable")).containsOnlyKeys(Stores.PODS);
  }

  @Test
  void shouldReadADamagedClusterAgainFromItsNextStatus() {
    pipeline.feed(Facts.pod(api.waiting("app", "ErrImagePull", NOT_FOUND).build()));
    pipeline.damage(Stores.CLUSTERS, "lab-b");

    pipeline.feed(
        Facts.pod(failing("lab-b", "api").build()), Facts.time("lab-b", second(90)), time(90));

    assertThat(pipeline.incidents()).hasSize(2);
    assertThat(pipeline.counters("pulltriage.state.unreadable")).containsOnlyKeys(Stores.CLUSTERS);
  }

  @Test
  void shouldRefuseARecordWhoseKeyIsTooLong() {
    Publication status = Facts.time("c".repeat(300), START);

    assertThatThrownBy(() -> pipeline.feed(status))
        .rootCause()
        .hasMessageContaining("300 characters");
  }

  private static Pods failing(String cluster, String workload) {
    return Pods.failing(cluster, "shop", workload).waiting("app", "ErrImagePull", NOT_FOUND);
  }

  private static Publication at(long second, Publication fact) {
    return new Publication(fact.kind(), fact.key(), fact.value(), second(second));
  }

  private static Publication time(long second) {
    return Facts.time("lab-a", second(second));
  }

  private static Publication status(long second, boolean connected) {
    ClusterStatus status =
        ClusterStatus.newBuilder(Statuses.synced("lab-a", second(second)))
            .setConnected(connected)
            .build();
    return new Publication(Publication.Kind.CLUSTER, "lab-a", status, second(second));
  }

  private static Instant second(long second) {
    return START.plusSeconds(second);
  }
}
