package io.pulltriage.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.producer.translate.PodObservation;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The estimate against what the heap says; rough, for the heap is not this test's alone. */
class MemoryEstimateTest {

  private static final int PODS = 10_000;
  private static final int REPLICAS = 10;
  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
  private static final long DESIGNED_BYTES_OF_A_HEALTHY_POD = 250;

  @Test
  void shouldBeAboutWhatHealthyPodsTakeWhichIsLittle() {
    ClusterFeed feed = new ClusterFeed("prod", FeedConfig.defaults(), publication -> {});
    feed.pod(running(PODS), START);
    long before = usedHeap();
    for (int i = 0; i < PODS; i++) {
      feed.pod(running(i), START);
    }
    long taken = usedHeap() - before;

    assertThat(feed.livingPods()).isEqualTo(PODS + 1);
    assertThat(feed.heldBytes()).isBetween(taken / 2, taken * 2);
    assertThat(feed.heldBytes() / PODS).isLessThan(DESIGNED_BYTES_OF_A_HEALTHY_POD);
  }

  @Test
  void shouldCountAPodInQuestionWithItsSnapshot() {
    ClusterFeed feed = new ClusterFeed("prod", FeedConfig.defaults(), publication -> {});
    feed.pod(running(1), START);
    long healthy = feed.heldBytes();
    feed.pod(pod(1).waiting("ImagePullBackOff", "Back-off").observedIn("prod"), START);

    assertThat(feed.heldBytes()).isGreaterThan(healthy + 1_000);
    feed.podDeleted(pod(1).observedIn("prod"), START);
    assertThat(feed.heldBytes()).isLessThan(healthy);
  }

  private static PodObservation running(int number) {
    return pod(number).running(START).observedIn("prod");
  }

  private static PodJson pod(int number) {
    String name = "web-" + number / REPLICAS;
    UUID uid = new UUID(number, 7);
    return PodJson.of(name, "hash", "pod" + number, START).uid(uid.toString());
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
