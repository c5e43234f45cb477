package io.pulltriage.streams.topology.triage;

import static io.pulltriage.schemas.Cause.NO_DETAIL;
import static io.pulltriage.schemas.Cause.TAG_NOT_FOUND;
import static io.pulltriage.schemas.IncidentStatus.OPEN;
import static io.pulltriage.schemas.IncidentStatus.RESOLVED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** When an incident is published: at once where a reader acts on it, counters now and then. */
class PublicationTest {

  private static final Instant START = Pods.LONG_AGO;
  private static final String IMAGE = "ghcr.io/team/api:1.4.2";
  private static final String NOT_FOUND =
      "Failed to pull image: failed to resolve image: %s: not found".formatted(IMAGE);

  @AutoClose private final Pipeline pipeline = Pipeline.recorded();

  private final Pods api = Pods.failing("lab-a", "shop", "api").on("n1");
  private final PodSnapshot silent =
      api.waiting("app", "ImagePullBackOff", "Back-off pulling image \"" + IMAGE + '"').build();

  @Test
  void shouldNotPublishARepeatedEventBeforeAMinuteHasPassed() {
    // Given
    pipeline.feed(Facts.pod(silent), notFound(1, 5), time(10));
    Incident before = pipeline.incident();
    pipeline.written();

    // When
    pipeline.feed(notFound(2, 20), time(20), notFound(3, 40), time(40), time(60));

    // Then
    assertThat(pipeline.written()).isEmpty();

    // When
    pipeline.feed(time(70));

    // Then
    List<Incident> news = news();
    assertThat(news).hasSize(1);
    assertThat(news.get(0).getOccurrences()).isEqualTo(3);
    assertThat(news.get(0).getLastSeen()).isEqualTo(START.plusSeconds(40));
    assertThat(news.get(0).getRevision()).isEqualTo(before.getRevision() + 1);
  }

  @Test
  void shouldPublishACounterOfWhatLastsEveryFiveMinutes() {
    // Given
    long end = Duration.ofHours(1).toSeconds();
    pipeline.feed(Facts.pod(silent), notFound(1, 5), time(10));
    for (int second = 20; second <= end; second += 10) {
      pipeline.feed(notFound(second, second), time(second));
    }
    pipeline.written();

    // When
    for (long second = end + 10; second <= 2 * end; second += 10) {
      pipeline.feed(notFound((int) second, second), time(second));
    }

    // Then
    assertThat(news()).hasSize(12);
  }

  @Test
  void shouldPublishAnotherCauseAtOnce() {
    // Given
    pipeline.feed(Facts.pod(silent), time(1));
    assertThat(pipeline.incident().getCause()).isEqualTo(NO_DETAIL);
    pipeline.written();

    // When
    pipeline.feed(notFound(1, 5));

    // Then
    assertThat(news()).extracting(Incident::getCause).containsExactly(TAG_NOT_FOUND);
  }

  @Test
  void shouldPublishAnotherPodAtOnceWithTheCountersSoFar() {
    // Given
    pipeline.feed(Facts.pod(silent), notFound(1, 5), time(10), notFound(7, 12));
    pipeline.written();

    // When
    pipeline.feed(
        Facts.pod(
            Pods.failing("lab-a", "shop", "api")
                .replica(2)
                .on("n2")
                .waiting("app", "ImagePullBackOff", "Back-off pulling image \"" + IMAGE + '"')
                .at(START.plusSeconds(15))
                .build()));

    // Then
    List<Incident> news = news();
    assertThat(news).hasSize(1);
    assertThat(news.get(0).getAffectedPods()).isEqualTo(2);
    assertThat(news.get(0).getNodes()).containsExactly("n1", "n2");
    assertThat(news.get(0).getOccurrences()).isGreaterThanOrEqualTo(7);
  }

  @Test
  void shouldPublishTheLastCountersWithTheEnd() {
    // Given
    pipeline.feed(Facts.pod(silent), notFound(1, 5), time(10), notFound(4, 20));

    // When
    pipeline.feed(runs(30), time(90));

    // Then
    assertThat(pipeline.incident().getStatus()).isEqualTo(RESOLVED);
    assertThat(pipeline.incident().getOccurrences()).isEqualTo(4);
    assertThat(pipeline.incident().getLastSeen()).isEqualTo(START.plusSeconds(20));
  }

  @Test
  void shouldPublishNothingOnceItIsResolved() {
    // Given
    PodSnapshot pod = (PodSnapshot) requireNonNull(runs(30).value());
    pipeline.feed(
        Facts.node(Nodes.ready("lab-a", "n1").build()), Facts.pod(silent), notFound(1, 5));
    pipeline.feed(Facts.pod(pod), time(90));
    assertThat(pipeline.incident().getStatus()).isEqualTo(RESOLVED);
    pipeline.written();

    // When time goes on, the pod is withdrawn, and nothing more is to be learned of it
    for (long second = 100; second < 200; second += 10) {
      pipeline.feed(time(second));
    }
    pipeline.feed(Facts.pod(shape(210, 9)), time(220));
    pipeline.feed(Facts.withdrawal(pod, START.plusSeconds(400)), time(410));
    pipeline.feed(time(Duration.ofHours(2).toSeconds()), time(Duration.ofHours(3).toSeconds()));

    // Then
    assertThat(pipeline.written()).isEmpty();
  }

  @Test
  void shouldCorrectAResolvedIncidentByAnEventThatComesLate() {
    // Given
    pipeline.feed(Facts.pod(silent), runs(30), time(95));
    assertThat(pipeline.incident().getCause()).isEqualTo(NO_DETAIL);
    pipeline.written();

    // When
    pipeline.feed(notFound(3, 20), time(100));

    // Then
    List<Incident> news = news();
    assertThat(news).hasSize(1);
    assertThat(news.get(0).getStatus()).isEqualTo(RESOLVED);
    assertThat(news.get(0).getCause()).isEqualTo(TAG_NOT_FOUND);
  }

  @Test
  void shouldPublishWhatWaitsOnceAStatusIsRepeated() {
    // Given
    pipeline.feed(Facts.pod(silent), notFound(1, 5), time(10), notFound(9, 15), time(20));
    pipeline.written();

    // When
    pipeline.feed(time(20));

    // Then
    assertThat(news()).extracting(Incident::getOccurrences).containsExactly(9L);
  }

  @Test
  void shouldPublishNothingWhereFactsAreDeliveredAgain() {
    // Given
    List<Publication> facts = List.of(Facts.pod(silent), notFound(1, 5), notFound(4, 8));
    pipeline.feed(facts);
    pipeline.feed(time(10), time(80));
    pipeline.written();

    // When
    pipeline.feed(facts);
    pipeline.feed(time(90), time(400));

    // Then
    assertThat(pipeline.written()).isEmpty();
  }

  @Test
  void shouldPublishNothingBecauseATaskBeginsAnew() {
    // Given
    Task task = new Task(START);
    task.feed(Facts.pod(silent), notFound(1, 5), time(10), notFound(4, 15), time(20));
    task.published();
    task.contributions();

    // When
    task.restart(START.plusSeconds(21));
    // Then
    assertThat(task.published()).isEmpty();

    // When
    task.feed(time(30));
    // Then
    assertThat(task.published()).isEmpty();

    // When what waited is due
    task.feed(time(75), time(80));
    // Then
    assertThat(task.published()).hasSize(1);
    Incident incident = task.incidents().values().iterator().next();
    assertThat(incident.getOccurrences()).isEqualTo(4);
    assertThat(incident.getStatus()).isEqualTo(OPEN);
    assertThat(incident.getRevision()).isEqualTo(3);
  }

  @Test
  void shouldResolveWhatWasDueWhileNoTaskRan() {
    // Given
    Task task = new Task(START);
    task.feed(Facts.pod(silent), runs(30), time(40));
    task.restart(START.plusSeconds(50));
    task.published();

    // When
    task.feed(time(90));

    // Then
    assertThat(task.published()).hasSize(1);
    assertThat(task.incidents().values()).extracting(Incident::getStatus).containsExactly(RESOLVED);
  }

  private List<Incident> news() {
    return pipeline.written().stream().map(change -> requireNonNull(change.value)).toList();
  }

  private Publication notFound(int count, long second) {
    return Facts.event(
        Events.warning(silent, "Failed", NOT_FOUND)
            .since(START)
            .at(START.plusSeconds(second))
            .count(count)
            .build());
  }

  private static Publication runs(long second) {
    return Facts.pod(shape(second, 5));
  }

  private static PodSnapshot shape(long second, long revision) {
    return Pods.failing("lab-a", "shop", "api")
        .on("n1")
        .running("app", START.plusSeconds(30))
        .at(START.plusSeconds(second))
        .revision(revision)
        .build();
  }

  private static Publication time(long second) {
    return Facts.time("lab-a", START.plusSeconds(second));
  }
}
