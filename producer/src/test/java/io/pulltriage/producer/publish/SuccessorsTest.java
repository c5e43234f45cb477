package io.pulltriage.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Successor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuccessorsTest extends FeedTesting {

  @Test
  void shouldNameTheNewTemplateWhilePodsOfTheOldOneLive() {
    pod(pullFails("old", "1").image("team/web:typo"), 0);
    pod(pullFails("old", "2").image("team/web:typo"), 0);
    pod(webCreated("new", "3", 60).image("team/web:2"), 60);
    feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(61));

    assertThat(lastGone().getSuccessors()).containsExactly(successor("team/web:2", false));
  }

  @Test
  void shouldNameTheOldTemplateAfterARollback() {
    pod(web("old", "1").image("team/web:1").running(at(0)), 0);
    pod(webCreated("new", "2", 60).image("team/web:typo").waiting("ErrImagePull", "x"), 61);
    feed.podDeleted(webCreated("new", "2", 60).observedIn("prod"), at(90));

    assertThat(lastGone().getSuccessors()).containsExactly(successor("team/web:1", true));
  }

  @Test
  void shouldTellAgainWhenTheReplacementComesAfterTheDeletion() {
    pod(pullFails("old", "1"), 0);
    feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(10));
    pod(webCreated("new", "2", 12).image("team/web:2"), 12);

    assertThat(gone())
        .extracting(PodGone::getSuccessors)
        .containsExactly(List.of(), List.of(successor("team/web:2", false)));
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

    assertThat(lastGone().getSuccessors()).containsExactly(successor("team/web:1", false));
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
    assertThat(lastGone().getSuccessors()).containsExactly(successor("team/db:2", false));
  }

  @Test
  void shouldTellWhetherTheReplacementRunsRatherThanThatItIsThere() {
    pod(pullFails("old", "1"), 0);
    feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(10));
    pod(web("old", "2"), 12);
    pod(web("old", "2").waiting("ContainerCreating", ""), 13);
    pod(web("old", "2").running(at(20)), 20);

    assertThat(gone())
        .extracting(PodGone::getSuccessors)
        .containsExactly(
            List.of(),
            List.of(successor("team/web:1", false)),
            List.of(successor("team/web:1", true)));
  }

  @Test
  void shouldNotTakeAReplacementThatIsTriedAgainForOneThatRuns() {
    pod(pullFails("old", "1"), 0);
    feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(10));
    pod(web("old", "2").waiting("CrashLoopBackOff", "x").lastRun("Error", 1, at(14)), 15);
    pod(web("old", "2").running(at(16)).lastRun("Error", 1, at(14)), 16);

    assertThat(lastGone().getSuccessors()).containsExactly(successor("team/web:1", false));
  }

  @Test
  void shouldTakeAReplacementThatIsDoneForOneThatRan() {
    pod(job("1", 0).waiting("ErrImagePull", "x"), 1);
    feed.podDeleted(job("1", 0).observedIn("prod"), at(5));
    pod(job("2", 6).terminated("Succeeded", "Completed", 0, at(9)), 9);

    assertThat(lastGone().getSuccessors()).containsExactly(successor("team/import:1", true));
  }

  @Test
  void shouldNameTheImagesOfItsVolumes() {
    pod(pullFails("old", "1"), 0);
    feed.podDeleted(pullFails("old", "1").observedIn("prod"), at(10));
    PodJson mounting = webCreated("old", "2", 12).volume("model", "ml/model:2");
    pod(mounting, 12);

    assertThat(lastGone().getSuccessors())
        .containsExactly(new Successor("app", "team/web:1", false, Map.of("model", "ml/model:2")));
  }

  private static Successor successor(String image, boolean running) {
    return new Successor("app", image, running, Map.of());
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
