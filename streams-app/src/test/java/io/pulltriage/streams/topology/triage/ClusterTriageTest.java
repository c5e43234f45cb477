package io.pulltriage.streams.topology.triage;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Deliveries;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.testkit.Pods;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** What one cluster tells OUTBREAKS and hears from it, and what a new task knows of it. */
class ClusterTriageTest {

  private static final Instant START = Pods.LONG_AGO;
  private static final String IMAGE = "one.example/team/api:1";
  private static final String SCOPE = "IMAGE/" + IMAGE + "/IMAGE";
  private static final String OUTBREAK = "IMAGE/" + IMAGE + "/TAG_NOT_FOUND";
  private static final String NOT_FOUND =
      "failed to resolve reference: %s: not found".formatted(IMAGE);

  private final Task task = new Task(START);

  @Test
  void shouldContributeWhatFailsWithTheNextStatus() {
    // Given
    task.feed(time(0), failing("api", 5));
    assertThat(task.contributions()).isEmpty();

    // When
    task.feed(time(10));

    // Then
    List<Contribution> contributions = task.contributions();
    assertThat(contributions).hasSize(1);
    assertThat(contributions.get(0).getKey()).isEqualTo(IMAGE);
    assertThat(contributions.get(0).getOpenedAt()).isEqualTo(START.plusSeconds(10));
    assertThat(contributions.get(0).getFailingPods()).isEqualTo(1);
    assertThat(contributions.get(0).getFlush()).isFalse();
  }

  @Test
  void shouldContributeEveryHalfMinuteWhereMuchFails() {
    // Given
    task.feed(time(0));
    for (int workload = 0; workload <= 100; workload++) {
      task.feed(failing("api-" + workload, 5));
    }

    // When
    task.feed(time(10), time(20));

    // Then
    assertThat(task.contributions()).isEmpty();

    // When
    task.feed(time(30));

    // Then
    assertThat(task.contributions()).extracting(Contribution::getWorkloads).containsExactly(101);
  }

  @Test
  void shouldTellNothingWithAStatusWhileNothingChanges() {
    // Given
    task.feed(time(0), failing("api", 5), time(10));
    task.published();
    task.contributions();

    // When
    for (long second = 20; second < 600; second += 10) {
      task.feed(time(second));
    }

    // Then
    assertThat(task.published()).isEmpty();
    assertThat(task.contributions()).isEmpty();
  }

  @Test
  void shouldTellAtOnceThatMoreFails() {
    // Given
    task.feed(time(0), failing("api", 5), time(10));
    task.contributions();

    // When
    task.feed(failing("web", 15), time(20));

    // Then
    assertThat(task.contributions()).extracting(Contribution::getWorkloads).containsExactly(2);
  }

  @Test
  void shouldTellThatItEndedThatItSettledAndThatItIsForgotten() {
    // Given
    task.feed(time(0), failing("api", 5), time(10), running("api", 30));
    task.contributions();

    // When
    for (long second : new long[] {40, 50, 80, 90, 100, 700_000}) {
      task.feed(time(second));
    }

    // Then
    assertThat(task.contributions())
        .extracting(
            told ->
                told.getEndedAt().orElseThrow().getEpochSecond()
                    - START.getEpochSecond()
                    + " settled="
                    + told.getSettled()
                    + " withdrawn="
                    + told.getWithdrawn())
        .containsExactly(
            "30 settled=false withdrawn=false",
            "30 settled=true withdrawn=false",
            "30 settled=true withdrawn=true");
  }

  @Test
  void shouldTellOfAFormerContributionThatANewOneTakesThePlaceOf() {
    // Given
    task.feed(time(0), failing("api", 5), time(10), running("api", 30), time(40));
    task.contributions();

    // When
    task.feed(failing("api", 300), time(310));

    // Then
    List<Contribution> told = task.contributions();
    assertThat(told).hasSize(2);
    assertThat(told.get(0).getOpenedAt()).isEqualTo(START.plusSeconds(10));
    assertThat(told.get(0).getSettled()).isTrue();
    assertThat(told.get(1).getOpenedAt()).isEqualTo(START.plusSeconds(310));
    assertThat(told.get(1).getSince()).isEqualTo(START.plusSeconds(300));
    assertThat(told.get(1).getEndedAt()).isEmpty();
  }

  @Test
  void shouldTellAllThatWaitsWithARepeatedStatus() {
    // Given
    task.feed(time(0), failing("api", 5), time(10));
    task.contributions();

    // When
    task.feed(time(10));

    // Then
    assertThat(task.contributions()).extracting(Contribution::getFlush).containsExactly(true);
  }

  @Test
  void shouldNameTheOutbreakThatItHearsOf() {
    // Given
    task.feed(time(0), failing("api", 5), time(10));
    task.published();

    // When
    task.take(membership(10));
    // Then
    assertThat(task.published()).hasSize(1);
    assertThat(only().getOutbreak()).contains(OUTBREAK);

    // When it is told again
    task.take(membership(10));
    // Then
    assertThat(task.published()).isEmpty();
  }

  @Test
  void shouldNotNameTheOutbreakOfAFormerContribution() {
    // Given
    task.feed(time(0), failing("api", 5), time(10), running("api", 30), time(40));
    task.feed(failing("api", 300), time(310));
    task.published();

    // When
    task.take(membership(10));
    task.feed(time(320));

    // Then
    assertThat(task.published()).isEmpty();
    assertThat(only().getOutbreak()).isEmpty();
  }

  @Test
  void shouldKeepTheOutbreakThatItEndedWith() {
    // Given
    task.feed(time(0), failing("api", 5), time(10));
    task.take(membership(10));

    // When
    task.feed(running("api", 30), time(40), time(100), time(200));

    // Then
    assertThat(only().getStatus()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(only().getOutbreak()).contains(OUTBREAK);
  }

  @Test
  void shouldRememberTheOutbreakOverARestart() {
    // Given
    task.feed(time(0), failing("api", 5), time(10));
    task.take(membership(10));
    task.published();
    task.restart(START);

    // When
    task.feed(time(20));

    // Then
    assertThat(task.published()).isEmpty();
    assertThat(only().getOutbreak()).contains(OUTBREAK);
  }

  @Test
  void shouldHearOfAnOutbreakAfterARestart() {
    // Given
    task.feed(time(0), failing("api", 5), time(10));
    task.restart(START);

    // When
    task.take(membership(10));

    // Then
    assertThat(only().getOutbreak()).contains(OUTBREAK);
  }

  @Test
  void shouldNotOpenAgainAfterARestartWhatASilentClusterSettled() {
    // Given
    task.feed(time(0), failing("api", 5), time(10), running("api", 30), time(40));
    task.silent(START.plusSeconds(95));
    assertThat(only().getStatus()).isEqualTo(IncidentStatus.RESOLVED);
    task.silent(START.plusSeconds(4000));
    task.published();
    task.contributions();

    // When
    task.restart(START);
    task.silent(START.plusSeconds(50));
    task.feed(time(60));

    // Then
    assertThat(task.published()).isEmpty();
    assertThat(task.contributions()).allSatisfy(told -> assertThat(told.getSettled()).isTrue());
    assertThat(only().getStatus()).isEqualTo(IncidentStatus.RESOLVED);
  }

  @Test
  void shouldNotOpenAgainAfterARestartWhatASilentClusterEnded() {
    // Given
    task.feed(time(0), failing("api", 5), time(10));
    task.silent(START.plusSeconds(4000));
    assertThat(task.contributions())
        .last()
        .satisfies(told -> assertThat(told.getSilentSince()).isPresent());

    // When
    task.restart(START);
    task.silent(START.plusSeconds(50));

    // Then
    assertThat(task.contributions()).allSatisfy(told -> assertThat(told.getEndedAt()).isPresent());
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void shouldComeToTheSameWhereverATaskBeginsAnew(@ForAll Random random) {
    // Given
    List<Publication> facts =
        Captures.publications(Captures.TWO_CLUSTERS).stream()
            .filter(fact -> fact.cluster().equals(Task.CLUSTER))
            .toList();
    List<Publication> completed = Deliveries.completed(facts);

    // When
    Task undisturbed = new Task(START);
    Task disturbed = new Task(START);
    undisturbed.publish(facts.toArray(Publication[]::new));
    disturbed.publish(facts.toArray(Publication[]::new));
    for (Publication fact : completed) {
      undisturbed.deliver(fact);
      disturbed.deliver(fact);
      disturbed.pass(100);
      if (random.nextInt(100) == 0) {
        disturbed.restart(START);
      }
    }
    disturbed.pass(2000);
    disturbed.deliver(completed.get(completed.size() - 1));

    // Then
    assertThat(told(disturbed)).isEqualTo(told(undisturbed));
    assertThat(disturbed.held()).isZero();
  }

  private static String told(Task task) {
    return task.incidents().values().stream()
        .map(incident -> JsonRecords.toJson(Incident.newBuilder(incident).setRevision(0).build()))
        .collect(joining("\n"));
  }

  private Incident only() {
    assertThat(task.incidents()).hasSize(1);
    return task.incidents().values().iterator().next();
  }

  private static Membership membership(long openedAt) {
    return new Membership(SCOPE, Task.CLUSTER, START.plusSeconds(openedAt), OUTBREAK);
  }

  private static Publication failing(String workload, long second) {
    return Facts.pod(pod(workload, second).waiting("app", "ErrImagePull", NOT_FOUND).build());
  }

  private static Publication running(String workload, long second) {
    return Facts.pod(pod(workload, second).running("app", START.plusSeconds(second)).build());
  }

  private static Pods pod(String workload, long second) {
    return Pods.failing(Task.CLUSTER, "shop", workload)
        .image(IMAGE)
        .on("n1")
        .at(START.plusSeconds(second))
        .revision(second);
  }

  private static Publication time(long second) {
    return Facts.time(Task.CLUSTER, START.plusSeconds(second));
  }
}
