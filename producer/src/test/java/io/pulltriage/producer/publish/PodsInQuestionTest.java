package io.pulltriage.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import org.junit.jupiter.api.Test;

class PodsInQuestionTest extends FeedTesting {

  @Test
  void shouldNotPublishAPodThatStartsAndRuns() {
    pod(web("old", "1"), 0);
    pod(web("old", "1").waiting("ContainerCreating", ""), 1);
    pod(web("old", "1").running(at(2)), 2);
    feed.finish(at(3600));

    assertThat(values(Kind.POD, PodSnapshot.class)).isEmpty();
  }

  @Test
  void shouldPublishAPodInTroubleAndEachChangeAfter() {
    pod(web("old", "1"), 0);
    pod(pullFails("old", "1"), 1);
    pod(pullFails("old", "1"), 2);
    pod(web("old", "1").running(at(3)), 3);

    assertThat(values(Kind.POD, PodSnapshot.class))
        .extracting(pod -> pod.getContainers().get(0).getState().name(), PodSnapshot::getRevision)
        .containsExactly(tuple("WAITING", 1L), tuple("RUNNING", 2L));
  }

  @Test
  void shouldWithdrawAPodThatHasBeenWellForAWhile() {
    pod(pullFails("old", "1"), 0);
    pod(web("old", "1").running(at(5)), 5);
    feed.advanceTo(at(5 + 599));
    assertThat(tombstones()).isEmpty();

    feed.advanceTo(at(5 + 601));
    assertThat(tombstones()).containsExactly("prod/uid-web-old-1");
    assertThat(published.get(published.size() - 1).time()).isEqualTo(at(5 + 600));
  }

  @Test
  void shouldKeepAPodThatFailsAgainBeforeItHasBeenWellForAWhile() {
    pod(pullFails("old", "1"), 0);
    for (int restart = 1; restart < 10; restart++) {
      pod(web("old", "1").running(at(300 * restart)), 300 * restart);
      pod(
          web("old", "1").terminated("Running", "Error", 1, at(300 * restart + 10)),
          300 * restart + 10);
    }

    assertThat(tombstones()).isEmpty();
  }

  @Test
  void shouldNotBlameAPodForHowItEndsWhenItIsDeleted() {
    pod(web("old", "1").running(at(1)), 1);
    pod(web("old", "1").terminated("Failed", "Error", 137, at(9)).terminating(at(8)), 9);
    feed.podDeleted(web("old", "1").observedIn("prod"), at(10));

    assertThat(values(Kind.POD, PodSnapshot.class)).isEmpty();
  }

  @Test
  void shouldNotBlameAPodThatWasEvicted() {
    pod(web("old", "1").running(at(1)), 1);
    pod(web("old", "1").terminated("Failed", "Error", 137, at(9)).reason("Evicted"), 9);

    assertThat(values(Kind.POD, PodSnapshot.class)).isEmpty();
  }

  @Test
  void shouldTakeAnEvictedPodInTroubleForGone() {
    pod(pullFails("old", "1"), 1);
    pod(pullFails("old", "1").reason("Evicted").phase("Failed"), 9);
    feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(3000));

    assertThat(gone()).extracting(PodGone::getAt).containsExactly(at(9));
  }

  @Test
  void shouldPublishARunningPodThatFailedShortlyBeforeItWasFirstSeen() {
    pod(web("old", "1").running(at(-10)).lastRun("Error", 1, at(-20)), 0);
    pod(web("old", "2").running(at(-3000)).lastRun("Error", 1, at(-3020)), 0);

    assertThat(values(Kind.POD, PodSnapshot.class))
        .extracting(PodSnapshot::getName)
        .containsExactly("web-old-1");
  }

  @Test
  void shouldPublishAPodWhosePullHasNoResultForLong() {
    pod(web("old", "1").waiting("ContainerCreating", ""), 0);
    event("web-old-1", "Pulling", 1);
    pod(web("old", "2").waiting("ContainerCreating", ""), 0);
    event("web-old-2", "Pulling", 1);
    event("web-old-2", "Pulled", 30);
    feed.advanceTo(at(62));

    assertThat(values(Kind.POD, PodSnapshot.class))
        .extracting(PodSnapshot::getName)
        .containsExactly("web-old-1");
  }

  @Test
  void shouldPublishAPodThatIsToldOfWhenItsPullIsOverdue() {
    event("web-old-1", "Pulling", 1);
    event("web-old-2", "Pulling", 1);
    feed.advanceTo(at(62));
    event("web-old-2", "Pulled", 63);
    pod(web("old", "1").waiting("ContainerCreating", ""), 70);
    pod(web("old", "2").waiting("ContainerCreating", ""), 70);

    assertThat(values(Kind.POD, PodSnapshot.class))
        .extracting(PodSnapshot::getName)
        .containsExactly("web-old-1");
  }

  @Test
  void shouldPublishAPodThatOnlyAnEventPutsInQuestion() {
    pod(web("old", "1").waiting("ContainerCreating", ""), 0);
    event("web-old-1", "Failed", 1);

    assertThat(values(Kind.POD, PodSnapshot.class)).hasSize(1);
  }

  @Test
  void shouldPublishEachDeliveryOfAnEvent() {
    event("web-old-1", "BackOff", 1);
    event("web-old-1", "BackOff", 2);

    assertThat(values(Kind.POD_EVENT, PodEvent.class)).hasSize(2);
  }
}
