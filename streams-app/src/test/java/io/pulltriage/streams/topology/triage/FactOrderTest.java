package io.pulltriage.streams.topology.triage;

import static io.pulltriage.schemas.IncidentStatus.OPEN;
import static io.pulltriage.schemas.IncidentStatus.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Incident;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Facts and statuses come in five topics, and are taken in the order in which they were sent. */
class FactOrderTest {

  private static final Instant START = Pods.LONG_AGO;
  private static final String REFUSED = "dial tcp 10.0.0.9:443: connect: connection refused";

  @AutoClose private final Pipeline pipeline = Pipeline.recorded();

  private final Task task = new Task(START);

  private final Publication fails = failing("api", 5);
  private final Publication first = time(10);
  private final Publication runs = running("api", 30);
  private final Publication last = time(100);

  @Test
  void shouldHoldAStatusUntilTheFactsThatItCoversHaveCome() {
    // Given
    List<Publication> sent = List.of(fails, first, runs, last);

    // When
    pipeline.feed(sent, List.of(fails, first, last));

    // Then
    assertThat(pipeline.entries()).containsEntry(Stores.HELD, 1L);
    assertThat(incident().getStatus()).isEqualTo(OPEN);
    assertThat(incident().getFailingPods()).isEqualTo(1);
  }

  @Test
  void shouldTakeAHeldStatusBehindTheLastFactThatItCovers() {
    // Given
    List<Publication> sent = List.of(fails, first, failing("web", 20), runs, last);

    // When
    pipeline.feed(sent, List.of(fails, first, last, sent.get(2), runs));

    // Then
    assertThat(pipeline.incidents().values())
        .extracting(each -> each.getWorkload().getName() + " " + each.getStatus())
        .containsExactly("api RESOLVED", "web OPEN");
    assertThat(pipeline.entries()).doesNotContainKey(Stores.HELD);
  }

  @Test
  void shouldHoldAFactUntilTheStatusThatItFollowsHasCome() {
    // Given
    Publication again = failing("api", 120);
    List<Publication> sent = List.of(fails, first, runs, last, again);

    // When
    pipeline.feed(sent, List.of(fails, first, runs, again));
    // Then
    assertThat(pipeline.entries()).containsEntry(Stores.HELD, 1L);
    assertThat(incident().getFailingPods()).isZero();
  }

  @Test
  void shouldTakeAHeldFactBehindTheStatusThatItFollows() {
    // Given
    Publication again = failing("api", 120);
    List<Publication> sent = List.of(fails, first, runs, last, again);

    // When
    pipeline.feed(sent, List.of(fails, first, runs, again, last));

    // Then
    assertThat(pipeline.written())
        .extracting(change -> change.value.getStatus())
        .contains(RESOLVED)
        .endsWith(OPEN);
    assertThat(incident().getFirstSeen()).isEqualTo(START.plusSeconds(120));
    assertThat(pipeline.entries()).doesNotContainKey(Stores.HELD);
  }

  @Test
  void shouldBringWhatIsHeldOfSeveralStatusesIntoOrder() {
    // Given
    Publication again = failing("api", 120);
    Publication stays = time(130);
    List<Publication> sent = List.of(fails, first, runs, last, again, stays);

    // When
    pipeline.feed(sent, List.of(stays, again, last, runs, first, fails));

    // Then
    Incident incident = incident();
    assertThat(incident.getStatus()).isEqualTo(OPEN);
    assertThat(incident.getFirstSeen()).isEqualTo(START.plusSeconds(120));
    assertThat(pipeline.entries()).doesNotContainKey(Stores.HELD);
  }

  @Test
  void shouldLetAStatusGoAfterTwoSecondsAlthoughAFactIsMissing() {
    // Given
    task.publish(fails, first, runs, last);
    task.deliver(fails, first, last);

    // When
    task.pass(1999);
    // Then
    assertThat(task.watermark()).isEqualTo(START.plusSeconds(10));

    // When
    task.pass(1);
    // Then
    assertThat(task.watermark()).isEqualTo(START.plusSeconds(100));
    assertThat(task.held()).isZero();
  }

  @Test
  void shouldLetAFactGoAfterTwoSecondsAlthoughItsStatusIsMissing() {
    // Given
    task.publish(fails, first, last, failing("web", 120));
    Publication web = failing("web", 130);
    task.publish(web);
    task.deliver(fails, first, web);
    assertThat(task.incidents()).hasSize(1);

    // When
    task.pass(1999);
    // Then
    assertThat(task.incidents()).hasSize(1);

    // When
    task.pass(1);
    // Then
    assertThat(task.incidents()).hasSize(2);
    assertThat(task.held()).isZero();
  }

  @Test
  void shouldLetBothGoInAPipelineByThisMachinesClock() {
    // Given
    Publication web = failing("web", 120);
    List<Publication> sent = List.of(fails, first, runs, last, web);
    pipeline.feed(sent, List.of(fails, first, last, web));
    assertThat(pipeline.entries()).containsEntry(Stores.HELD, 2L);

    // When
    pipeline.pass(Duration.ofSeconds(2));

    // Then
    assertThat(pipeline.entries()).doesNotContainKey(Stores.HELD);
    assertThat(pipeline.incidents()).hasSize(2);
  }

  @Test
  void shouldStillTakeAFactThatComesAfterItsStatusWasLetGo() {
    // Given
    task.publish(fails, first, runs, last);
    task.deliver(fails, first, last);
    task.pass(2000);

    // When
    task.deliver(runs);
    task.feed(time(110));

    // Then
    assertThat(only().getStatus()).isEqualTo(RESOLVED);
  }

  @Test
  void shouldNotHoldWhatHasNoMarks() {
    pipeline.feed(fails, last, runs, time(110));

    assertThat(pipeline.entries()).doesNotContainKey(Stores.HELD);
    assertThat(incident().getStatus()).isEqualTo(RESOLVED);
  }

  @Test
  void shouldTakeARepeatedStatusAgainAtOnce() {
    // Given
    task.feed(fails, first, runs, last);
    task.published();

    // When
    task.deliver(last);

    // Then
    assertThat(task.held()).isZero();
    assertThat(task.watermark()).isEqualTo(START.plusSeconds(100));
    assertThat(task.published()).isEmpty();
  }

  @Test
  void shouldKeepWhatIsHeldOverARestart() {
    // Given
    Publication web = failing("web", 120);
    task.publish(fails, first, last, web);
    task.deliver(fails, first, web);
    assertThat(task.held()).isEqualTo(1);

    // When
    task.restart(START.plusSeconds(1));
    assertThat(task.held()).isEqualTo(1);
    assertThat(task.incidents()).hasSize(1);
    task.deliver(last);

    // Then
    assertThat(task.incidents()).hasSize(2);
    assertThat(task.held()).isZero();
  }

  @Test
  void shouldHoldForTwoSecondsMoreAfterARestart() {
    // Given
    Publication web = failing("web", 120);
    task.publish(fails, first, last, web);
    task.deliver(fails, first, web);
    task.pass(1500);

    // When
    task.restart(START.plusMillis(1500));
    task.pass(1999);
    // Then
    assertThat(task.incidents()).hasSize(1);

    // When
    task.pass(1);
    // Then
    assertThat(task.incidents()).hasSize(2);
  }

  @Test
  void shouldNotTrustItsCountOfFactsAcrossARestart() {
    // Given a status that covers two facts, of which one came before the restart
    Publication web = failing("web", 20);
    task.publish(fails, first, runs, web, last);
    task.deliver(fails, first, runs);
    task.restart(START.plusSeconds(1));

    // When
    task.deliver(last);
    // Then
    assertThat(task.watermark()).isEqualTo(START.plusSeconds(10));

    // When
    task.deliver(web);
    task.pass(2000);
    // Then
    assertThat(task.watermark()).isEqualTo(START.plusSeconds(100));
    assertThat(task.incidents().values())
        .extracting(each -> each.getWorkload().getName() + " " + each.getStatus())
        .containsExactly("api RESOLVED", "web OPEN");
  }

  @Test
  void shouldNotWaitWithAStatusWhoseFactsAllComeAfterARestart() {
    // Given
    task.feed(fails, first);
    task.restart(START.plusSeconds(1));
    task.publish(runs, last);

    // When
    task.deliver(last);
    // Then
    assertThat(task.watermark()).isEqualTo(START.plusSeconds(10));

    // When
    task.deliver(runs);
    // Then
    assertThat(task.watermark()).isEqualTo(START.plusSeconds(100));
  }

  @Test
  void shouldTakeWhatFollowedStatusesThatAreGoneBeforeTheNext() {
    // Given
    task.feed(fails, first);
    task.publish(time(20), runs, time(90), last);

    // When
    task.deliver(runs);
    assertThat(task.held()).isEqualTo(1);
    task.deliver(last);

    // Then
    assertThat(only().getStatus()).isEqualTo(RESOLVED);
    assertThat(task.contributions()).isEmpty();
    assertThat(task.held()).isZero();
  }

  @Test
  void shouldNotLetAStatusWithoutFactsOvertakeOneThatIsHeld() {
    // Given
    task.feed(fails, first);
    Instant before = task.watermark();
    Publication covers = time(90);
    Publication idle = time(100);
    task.publish(runs, covers, idle);

    // When
    task.deliver(covers, idle);
    // Then
    assertThat(task.held()).isEqualTo(2);
    assertThat(task.watermark()).isEqualTo(before);

    // When
    task.deliver(runs);
    // Then
    assertThat(task.held()).isZero();
    assertThat(task.watermark()).isEqualTo(START.plusSeconds(100));
  }

  @Test
  void shouldHoldNoMoreThanAThousandFacts() {
    // Given facts that follow a status which does not come
    task.feed(fails, first);
    List<Publication> many = new ArrayList<>();
    IntStream.range(0, 1001).forEach(i -> many.add(failing("web-" + i, 120)));
    task.publish(last);
    task.publish(many.toArray(Publication[]::new));

    // When
    task.deliver(many.subList(0, 1000).toArray(Publication[]::new));
    // Then
    assertThat(task.held()).isEqualTo(1000);
    assertThat(task.incidents()).hasSize(1);

    // When
    task.deliver(many.get(1000));
    // Then
    assertThat(task.held()).isZero();
    assertThat(task.incidents()).hasSize(1002);
  }

  @Test
  void shouldKeepTheOrderAgainAfterTheFirstStatusThatComesThen() {
    // Given
    task.feed(fails, first);
    Publication lost = time(20);
    task.publish(lost);
    IntStream.range(0, 1001).forEach(i -> task.feed(failing("web-" + i, 25)));
    assertThat(task.held()).isZero();
    Publication next = time(30);
    task.publish(next);
    task.deliver(next);
    task.pass(2000);
    assertThat(task.watermark()).isEqualTo(START.plusSeconds(30));

    // When
    Publication cart = failing("cart", 120);
    task.publish(last, cart);
    task.deliver(cart);

    // Then
    assertThat(task.held()).isEqualTo(1);
  }

  private Incident incident() {
    return pipeline.incident();
  }

  private Incident only() {
    assertThat(task.incidents()).hasSize(1);
    return task.incidents().values().iterator().next();
  }

  private static Publication failing(String workload, long second) {
    return Facts.pod(
        Pods.failing(Task.CLUSTER, "shop", workload)
            .on("n1")
            .waiting("app", "ErrImagePull", REFUSED)
            .at(START.plusSeconds(second))
            .revision(second)
            .build());
  }

  private static Publication running(String workload, long second) {
    Instant at = START.plusSeconds(second);
    return Facts.pod(
        Pods.failing(Task.CLUSTER, "shop", workload)
            .on("n1")
            .running("app", at)
            .at(at)
            .revision(second)
            .build());
  }

  private static Publication time(long second) {
    return Facts.time(Task.CLUSTER, START.plusSeconds(second));
  }
}
