package io.pulltriage.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PodIndexTest {

  private static final PodSnapshot POD =
      PodJson.of("web", "old", "a", Instant.EPOCH).observedIn("prod").snapshot();

  @Test
  void shouldFindWhatAMapFinds() {
    Random random = new Random(7);
    PodIndex index = new PodIndex(pod -> pod.uidHigh, pod -> pod.uidLow);
    Map<String, TrackedPod> expected = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      String uid = "uid-" + random.nextInt(step < 10_000 ? 3_000 : 300);
      TrackedPod known = expected.remove(uid);
      if (known == null) {
        TrackedPod pod = pod(uid);
        expected.put(uid, pod);
        index.put(pod);
      } else {
        index.remove(known);
      }
    }

    assertThat(index.size()).isEqualTo(expected.size());
    assertThat(index.all()).containsExactlyInAnyOrderElementsOf(expected.values());
    for (int i = 0; i < 3_000; i++) {
      assertThat(index.get(ShortKey.of("uid-" + i))).isSameAs(expected.get("uid-" + i));
    }
  }

  @Test
  void shouldGiveMemoryBack() {
    PodIndex index = new PodIndex(pod -> pod.uidHigh, pod -> pod.uidLow);
    long empty = index.bytes();
    for (int i = 0; i < 1_000; i++) {
      index.put(pod("uid-" + i));
    }
    index.all().forEach(index::remove);

    assertThat(index.bytes()).isEqualTo(empty);
  }

  @Test
  void shouldNotRemoveAnotherPodOfTheSameKey() {
    PodIndex index = new PodIndex(pod -> pod.uidHigh, pod -> pod.uidLow);
    TrackedPod first = pod("uid");
    TrackedPod second = pod("uid");
    index.put(first);
    index.put(second);
    index.remove(first);

    assertThat(index.all()).containsExactly(second);
  }

  @Test
  void shouldKeepAUuidAndNothingThatOnlyLooksLikeOne() {
    UUID uuid = UUID.fromString("214d112e-c8ce-42aa-b0f0-74c2c5ea8c30");

    assertThat(ShortKey.of(uuid.toString()))
        .isEqualTo(new ShortKey(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
    assertThat(ShortKey.of("214D112E-C8CE-42AA-B0F0-74C2C5EA8C30"))
        .isNotEqualTo(ShortKey.of(uuid.toString()));
    assertThat(ShortKey.of("shop/web-old-a")).isNotEqualTo(ShortKey.of("shop/web-old-b"));
  }

  private static TrackedPod pod(String uid) {
    PodSnapshot snapshot = PodSnapshot.newBuilder(POD).setUid(uid).build();
    return new TrackedPod(
        snapshot, new PodTemplate("shop/Deployment/web", List.of(), List.of()), 0);
  }
}
