package io.pulltriage.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeCondition;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Successor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClusterFeedTest {

  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

  private final List<Publication> published = new ArrayList<>();
  private final ClusterFeed feed = new ClusterFeed("prod", FeedConfig.defaults(), published::add);

  @Nested
  class Pods {

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

  @Nested
  class Successors {

    @Test
    void shouldNameTheNewTemplateWhilePodsOfTheOldOneLive() {
      pod(pullFails("old", "1").image("team/web:typo"), 0);
      pod(pullFails("old", "2").image("team/web:typo"), 0);
      pod(webCreated("new", "3", 60).image("team/web:2"), 60);
      feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(61));

      assertThat(lastGone().getSuccessors()).containsExactly(new Successor("app", "team/web:2"));
    }

    @Test
    void shouldNameTheOldTemplateAfterARollback() {
      pod(web("old", "1").image("team/web:1").running(at(0)), 0);
      pod(webCreated("new", "2", 60).image("team/web:typo").waiting("ErrImagePull", "x"), 61);
      feed.podDeleted(webCreated("new", "2", 60).observedIn("prod"), at(90));

      assertThat(lastGone().getSuccessors()).containsExactly(new Successor("app", "team/web:1"));
    }

    @Test
    void shouldTellAgainWhenTheReplacementComesAfterTheDeletion() {
      pod(pullFails("old", "1"), 0);
      feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(10));
      pod(webCreated("new", "2", 12).image("team/web:2"), 12);

      assertThat(gone())
          .extracting(PodGone::getSuccessors)
          .containsExactly(List.of(), List.of(new Successor("app", "team/web:2")));
      assertThat(gone()).extracting(PodGone::getAt).containsOnly(at(10));
      assertThat(values(Kind.POD, PodSnapshot.class))
          .extracting(PodSnapshot::getRevision)
          .isSorted()
          .doesNotHaveDuplicates();
    }

    @Test
    void shouldLeaveItAtThatAfterAWhile() {
      pod(pullFails("old", "1"), 0);
      feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(10));
      pod(webCreated("new", "2", 140).image("team/web:2"), 140);

      assertThat(gone()).hasSize(1);
      assertThat(tombstones()).containsExactly("prod/uid-web-old-1");
    }

    @Test
    void shouldNameNoneWhenAllPodsGo() {
      pod(pullFails("old", "1"), 0);
      pod(pullFails("old", "2"), 0);
      pod(pullFails("old", "1").terminating(at(5)), 5);
      pod(pullFails("old", "2").terminating(at(5)), 5);
      feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(6));
      feed.podDeleted(pullFails("old", "2").observedIn("prod"), at(7));

      assertThat(gone()).hasSize(2).allMatch(gone -> gone.getSuccessors().isEmpty());
    }

    @Test
    void shouldNameTheSameImageWhenOnePodOfManyGoes() {
      pod(pullFails("old", "1"), 0);
      pod(pullFails("old", "2"), 0);
      feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(6));

      assertThat(lastGone().getSuccessors()).containsExactly(new Successor("app", "team/web:1"));
    }

    @Test
    void shouldNotCountPodsOfAnotherWorkloadOrNamespace() {
      pod(pullFails("old", "1"), 0);
      pod(PodJson.of("api", "old", "1", at(0)).running(at(1)), 1);
      feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(6));

      assertThat(lastGone().getSuccessors()).isEmpty();
    }

    @Test
    void shouldNotCountAJobsFinishedPodsFromBefore() {
      pod(job("1", 0).terminated("Succeeded", "Completed", 0, at(5)), 5);
      pod(job("2", 60).image("team/web:typo").waiting("ErrImagePull", "x"), 61);
      feed.podDeleted(job("2", 60).observedIn("prod"), at(70));

      assertThat(lastGone().getSuccessors()).isEmpty();
    }

    @Test
    void shouldTakeAPodOfTheSameNameForTheSuccessorOfTheOneBefore() {
      pod(stateful("uid-first", "team/db:typo", 0).waiting("ErrImagePull", "x"), 1);
      pod(stateful("uid-second", "team/db:2", 30), 30);

      assertThat(values(Kind.POD, PodSnapshot.class).get(1).getUid()).isEqualTo("uid-first");
      assertThat(lastGone().getSuccessors()).containsExactly(new Successor("app", "team/db:2"));
    }

    private PodJson job(String name, int created) {
      return PodJson.of("import", "x", name, at(created)).ownedBy("Job", "import");
    }

    private PodJson stateful(String uid, String image, int created) {
      return PodJson.of("db", "x", "0", at(created))
          .ownedBy("StatefulSet", "db")
          .named("db-0", at(created))
          .uid(uid)
          .image(image);
    }
  }

  @Nested
  class Relists {

    @Test
    void shouldTakePodsThatAreNotListedForGone() {
      pod(pullFails("old", "1"), 0);
      pod(web("old", "2").running(at(1)), 1);
      feed.retainPods(Set.of("uid-web-old-2"), at(50));

      assertThat(lastGone().getAt()).isEqualTo(at(50));
      assertThat(lastGone().getSuccessors()).containsExactly(new Successor("app", "team/web:1"));
    }

    @Test
    void shouldWithdrawNodesThatAreNotListed() {
      feed.node(node("n1", "True").build(), at(0));
      feed.node(node("n2", "True").build(), at(0));
      feed.retainNodes(Set.of("n2"), at(50));

      assertThat(tombstones()).containsExactly("prod/n1");
    }
  }

  @Nested
  class Nodes {

    @Test
    void shouldNotPublishHeartbeats() {
      feed.node(node("n1", "True").build(), at(0));
      feed.node(node("n1", "True").setObservedAt(at(300)).setResourceVersion("9").build(), at(300));
      feed.node(node("n1", "Unknown").setObservedAt(at(400)).build(), at(400));

      assertThat(values(Kind.NODE, NodeSnapshot.class))
          .extracting(NodeSnapshot::getRevision)
          .containsExactly(0L, 1L);
    }
  }

  @Nested
  class Images {

    @Test
    void shouldTellWhereAnImageRuns() {
      pod(web("old", "1").running(at(2)), 2);
      pod(web("old", "2").on("n2").running(at(3)), 3);
      feed.node(node("n1", "True").build(), at(4));
      feed.advanceTo(at(20));

      ImageUsage usage = values(Kind.IMAGE, ImageUsage.class).get(0);
      assertThat(usage.getRunningContainers()).isEqualTo(2);
      assertThat(usage.getNodes()).containsExactly("n1", "n2");
      assertThat(usage.getPlatforms()).containsExactly("linux/arm64");
      assertThat(usage.getZones()).containsExactly("z1");
      assertThat(usage.getLastStart()).contains(at(3));
      assertThat(published).extracting(Publication::key).contains("prod/docker.io/team/web:1");
    }

    @Test
    void shouldPublishAnImageAtMostOnceInTheInterval() {
      for (int second = 0; second < 60; second++) {
        pod(web("old", "pod" + second).running(at(second)), second);
      }
      feed.finish(at(100));

      List<Instant> times =
          published.stream()
              .filter(publication -> publication.kind() == Kind.IMAGE)
              .map(Publication::time)
              .toList();
      assertThat(times).hasSizeBetween(5, 7);
      for (int i = 1; i < times.size(); i++) {
        assertThat(Duration.between(times.get(i - 1), times.get(i)))
            .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
      }
      assertThat(values(Kind.IMAGE, ImageUsage.class).get(times.size() - 1).getRunningContainers())
          .isEqualTo(60);
    }

    @Test
    void shouldNotCountAContainerThatKeepsCrashing() {
      pod(web("old", "1").running(at(1)), 1);
      pod(web("old", "1").terminated("Running", "Error", 1, at(2)), 2);
      pod(web("old", "1").running(at(14)).lastRun("Error", 1, at(2)), 14);
      feed.advanceTo(at(60));

      assertThat(values(Kind.IMAGE, ImageUsage.class)).isEmpty();
    }

    @Test
    void shouldTellThatAnImageRunsNoMoreAndWithdrawItAfterAWhile() {
      pod(web("old", "1").running(at(1)), 1);
      feed.podDeleted(web("old", "1").observedIn("prod"), at(100));
      feed.advanceTo(at(2000));

      assertThat(values(Kind.IMAGE, ImageUsage.class))
          .extracting(ImageUsage::getRunningContainers)
          .containsExactly(1, 0);
      assertThat(tombstones()).containsExactly("prod/docker.io/team/web:1");
    }
  }

  @Nested
  class Status {

    @Test
    void shouldBeatWhileNothingHappens() {
      feed.connected(at(0));
      feed.advanceTo(at(35));

      assertThat(published)
          .extracting(Publication::time)
          .containsExactly(at(0), at(10), at(20), at(30));
      assertThat(values(Kind.CLUSTER, ClusterStatus.class).get(3).getObservedAt())
          .isEqualTo(at(30));
    }

    @Test
    void shouldNotSayThatAllUpToAMomentIsPublishedWhileMoreOfItComes() {
      feed.connected(at(0));
      feed.advanceTo(at(10));
      pod(pullFails("old", "1"), 10);
      pod(pullFails("old", "2"), 10);
      feed.advanceTo(at(11));

      assertThat(published)
          .extracting(Publication::kind)
          .containsExactly(Kind.CLUSTER, Kind.POD, Kind.POD, Kind.CLUSTER);
    }

    @Test
    void shouldTellTheGapOfALostWatch() {
      feed.connected(at(0));
      pod(web("old", "1"), 5);
      feed.disconnected(at(6), "the server at https://me:secret@api said 410");
      feed.connected(at(9));

      List<ClusterStatus> statuses = values(Kind.CLUSTER, ClusterStatus.class);
      assertThat(statuses.get(1).getConnected()).isFalse();
      assertThat(statuses.get(1).getError()).contains("the server at https://***@api said 410");
      assertThat(statuses.get(1).getGap().orElseThrow().getTo()).isEmpty();
      assertThat(statuses.get(2).getConnected()).isTrue();
      assertThat(statuses.get(2).getGap().orElseThrow().getFrom()).isEqualTo(at(5));
      assertThat(statuses.get(2).getGap().orElseThrow().getTo()).contains(at(9));
    }

    @Test
    void shouldEndWithAStatusOfTheEnd() {
      feed.connected(at(0));
      feed.finish(at(33));

      ClusterStatus last = values(Kind.CLUSTER, ClusterStatus.class).get(4);
      assertThat(last.getObservedAt()).isEqualTo(at(33));
      assertThat(published.get(published.size() - 1).time()).isEqualTo(at(33));
    }

    @Test
    void shouldNeverPublishWithATimeBeforeThatOfTheRecordBefore() {
      feed.connected(at(100));
      pod(pullFails("old", "1"), 50);
      event("web-old-1", "Failed", 20);

      assertThat(published).extracting(Publication::time).containsOnly(at(100));
    }
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private void pod(PodJson pod, int second) {
    feed.pod(pod.observedIn("prod"), at(second));
  }

  private static PodJson web(String hash, String name) {
    return webCreated(hash, name, 0);
  }

  private static PodJson webCreated(String hash, String name, int second) {
    return PodJson.of("web", hash, name, at(second));
  }

  private static PodJson pullFails(String hash, String name) {
    return web(hash, name).waiting("ImagePullBackOff", "Back-off pulling image");
  }

  private void event(String pod, String reason, int second) {
    feed.event(
        PodEvent.newBuilder()
            .setCluster("prod")
            .setNamespace("shop")
            .setPodName(pod)
            .setPodUid("uid-" + pod)
            .setContainer("app")
            .setEventUid(reason + pod)
            .setReason(reason)
            .setMessage("")
            .setFirstSeen(at(second))
            .setLastSeen(at(second))
            .build(),
        at(second));
  }

  private static NodeSnapshot.Builder node(String name, String ready) {
    return NodeSnapshot.newBuilder()
        .setCluster("prod")
        .setName(name)
        .setOperatingSystem("linux")
        .setArchitecture("arm64")
        .setZone("z1")
        .setConditions(
            List.of(
                NodeCondition.newBuilder()
                    .setType("Ready")
                    .setStatus(ready)
                    .setSince(at(0))
                    .build()))
        .setObservedAt(at(0));
  }

  private <T> List<T> values(Kind kind, Class<T> type) {
    return ofKind(kind).filter(p -> p.value() != null).map(p -> type.cast(p.value())).toList();
  }

  private Stream<Publication> ofKind(Kind kind) {
    return published.stream().filter(publication -> publication.kind() == kind);
  }

  private List<String> tombstones() {
    return published.stream().filter(p -> p.value() == null).map(Publication::key).toList();
  }

  private List<PodGone> gone() {
    return values(Kind.POD, PodSnapshot.class).stream()
        .flatMap(pod -> pod.getGone().stream())
        .toList();
  }

  private PodGone lastGone() {
    List<PodGone> gone = gone();
    return gone.get(gone.size() - 1);
  }
}
