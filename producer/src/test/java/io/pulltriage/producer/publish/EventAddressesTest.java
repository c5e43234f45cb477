package io.pulltriage.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventAddressesTest extends FeedTesting {

  private static final String HASH = "3f2a0c1d9e8b7a6f5c4d3e2b1a0f9e8d";
  private static final String POD = "etcd-n1";
  private static final String UID = "uid-" + POD;

  @Test
  void shouldPublishAStaticPodsEventsUnderItsMirrorsUid() {
    pod(mirror().waiting("ContainerCreating", ""), 0);
    about(HASH, "Failed", 10);

    assertThat(keys()).containsExactly("prod/" + UID);
    assertThat(events()).extracting(PodEvent::getPodUid).containsExactly(UID);
    assertThat(values(Kind.POD, PodSnapshot.class))
        .as("the event puts the mirror pod in question")
        .extracting(PodSnapshot::getUid)
        .containsExactly(UID);
  }

  @Test
  void shouldHoldAStaticPodsEventsUntilItsMirrorComes() {
    about(HASH, "Pulling", 1);
    about(HASH, "Failed", 2);
    assertThat(keys()).isEmpty();
    pod(mirror().waiting("ContainerCreating", ""), 5);

    assertThat(events()).extracting(PodEvent::getReason).containsExactly("Pulling", "Failed");
    assertThat(keys()).containsOnly("prod/" + UID);
    assertThat(ofKind(Kind.POD_EVENT)).extracting(Publication::time).containsOnly(at(5));
  }

  @Test
  void shouldFollowAStaticPodToItsNextMirror() {
    pod(mirror().running(at(0)), 0);
    feed.podDeleted(mirror().observedIn("prod"), at(10));
    about(HASH, "Failed", 11);
    pod(mirror().uid("uid-second").waiting("ContainerCreating", ""), 12);

    assertThat(keys()).containsExactly("prod/uid-second");
  }

  @Test
  void shouldPublishWhatNoPodClaimsAsItWasTold() {
    about(HASH, "Failed", 1);
    feed.advanceTo(at(3700));

    assertThat(keys()).containsExactly("prod/" + HASH);
  }

  @Test
  void shouldPublishWhatStillWaitsAtTheEnd() {
    about(HASH, "Failed", 1);
    about("", "Failed", 1);
    feed.finish(at(2));

    assertThat(keys()).as("without a UID there is no key").containsExactly("prod/" + HASH);
  }

  @Test
  void shouldBoundWhatWaits() {
    for (int i = 0; i < 1001; i++) {
      about("%032x".formatted(i), "Failed", 1);
    }

    assertThat(keys()).as("the oldest").containsExactly("prod/" + "0".repeat(32));
  }

  @Test
  void shouldNotHoldAnEventWithTheUidOfAPodThatIsNotKnownYet() {
    about("8c5b3a8e-3c44-4f0c-9d5e-0f4f6f0a1b2c", "Failed", 1);

    assertThat(keys()).containsExactly("prod/8c5b3a8e-3c44-4f0c-9d5e-0f4f6f0a1b2c");
  }

  @Test
  void shouldFindThePodOfAnEventWithoutAUidByName() {
    String uid = "8c5b3a8e-3c44-4f0c-9d5e-0f4f6f0a1b2c";
    about("", "Pulling", 1);
    pod(mirror().uid(uid).running(at(2)), 2);
    about("", "Failed", 30);

    assertThat(events()).extracting(PodEvent::getPodUid).containsExactly(uid, uid);
  }

  @Test
  void shouldNotTakeAnEventForOneOfALaterPodOfThatName() {
    pod(named("uid-later", at(600)).waiting("ContainerCreating", ""), 600);
    feed.event(of("", "Failed", 10), at(601));

    assertThat(events()).isEmpty();
  }

  @Test
  void shouldNotBelieveANodesClockThatIsAhead() {
    feed.event(of("8c5b3a8e-3c44-4f0c-9d5e-0f4f6f0a1b2c", "Failed", 7200), at(5));

    assertThat(events()).extracting(PodEvent::getLastSeen).containsExactly(at(5));
    assertThat(events()).extracting(PodEvent::getFirstSeen).containsExactly(at(5));
  }

  private static PodJson mirror() {
    return named(UID, at(0)).mirrorOf(HASH);
  }

  private static PodJson named(String uid, Instant created) {
    return PodJson.of("etcd", "x", "1", created).named(POD, created).uid(uid);
  }

  private void about(String uid, String reason, int second) {
    feed.event(of(uid, reason, second), at(second));
  }

  private static PodEvent of(String uid, String reason, int second) {
    return PodEvent.newBuilder()
        .setCluster("prod")
        .setNamespace("shop")
        .setPodName(POD)
        .setPodUid(uid)
        .setContainer("app")
        .setEventUid(reason + second)
        .setReason(reason)
        .setMessage("")
        .setFirstSeen(at(second))
        .setLastSeen(at(second))
        .build();
  }

  private List<PodEvent> events() {
    return values(Kind.POD_EVENT, PodEvent.class);
  }

  private List<String> keys() {
    return ofKind(Kind.POD_EVENT).map(Publication::key).toList();
  }
}
