package io.pulltriage.producer.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Restored;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.testkit.FakeApiServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is read, left out and put off of a cluster that can be watched. */
class ClusterFollowingIT {

  private static final Instant CREATED = Instant.parse("2026-03-04T05:06:07Z");

  @AutoClose private final WatchedCluster cluster = new WatchedCluster();
  private final FakeApiServer server = cluster.server;

  @Test
  void shouldListInPagesAndThenFollowChanges() {
    // Given
    server.put("nodes", node("n1"));
    for (int i = 0; i < 5; i++) {
      server.put("pods", PodJson.failing("a" + i));
    }

    // When
    cluster.startAndAwait();
    server.put("pods", PodJson.failing("b"));
    server.put("events", event("e1", "web-old-b", "Failed", 1));
    server.put("events", event("e1", "web-old-b", "Failed", 2));

    // Then
    await().untilAsserted(() -> assertThat(cluster.failingPods()).hasSize(6));
    await()
        .untilAsserted(
            () ->
                assertThat(cluster.values(Publication.Kind.POD_EVENT, PodEvent.class))
                    .extracting(PodEvent::getCount)
                    .containsExactly(1, 2));
    assertThat(server.requests())
        .filteredOn(request -> request.startsWith("/api/v1/pods?limit=2"))
        .as("pages of two")
        .hasSize(3);
    assertThat(server.requests())
        .filteredOn(request -> request.contains("events"))
        .allMatch(request -> request.contains("involvedObject.kind%3DPod"));
    assertThat(cluster.status().getGap()).isEmpty();
  }

  @Test
  void shouldLeaveOutAnObjectThatCannotBeUsed() {
    cluster.startAndAwait();

    // When
    server.send("pods", "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"x\"}}}\n");
    server.put("pods", PodJson.failing("b"));

    // Then
    await().untilAsserted(() -> assertThat(cluster.failingPods()).containsExactly("web-old-b"));
    assertThat(cluster.count("pulltriage.objects.skipped", "reason", "unusable")).isOne();
    assertThat(cluster.count("pulltriage.objects.received"))
        .as("received = taken + skipped")
        .isEqualTo(
            cluster.count("pulltriage.objects.taken")
                + cluster.count("pulltriage.objects.skipped"));
    assertThat(cluster.statuses()).noneMatch(status -> status.getError().isPresent());
  }

  @Test
  void shouldSayWhatItMayNotDo() {
    server.faults(
        request ->
            request.contains("/nodes")
                ? new FakeApiServer.Answer(403, "{\"message\":\"nodes is forbidden\"}")
                : null);
    cluster.start();

    await()
        .untilAsserted(
            () ->
                assertThat(cluster.status().getError())
                    .contains("nodes: the API server answered 403: nodes is forbidden"));
  }

  @Test
  void shouldStopReadingWhileThereIsNoRoomAndMissNothing() {
    cluster.startAndAwait();

    // When
    cluster.fillWith("web-old-b");
    server.put("pods", PodJson.failing("b"));
    await().until(() -> cluster.failingPods().contains("web-old-b"));
    for (int i = 0; i < 50; i++) {
      server.put("pods", PodJson.failing("c" + i));
    }
    cluster.clock.leap(Duration.ofSeconds(61));
    server.bookmark();
    assertThat(cluster.failingPods()).containsExactly("web-old-b");
    cluster.room.set(true);

    // Then
    await().untilAsserted(() -> assertThat(cluster.failingPods()).hasSize(51));
  }

  @Test
  void shouldGoOnFromWhatKafkaHas() {
    // Given
    PodSnapshot lives = snapshot("a", 7);
    PodSnapshot gone = snapshot("b", 3);
    server.put("pods", PodJson.failing("a").deepCopy());
    ClusterStatus before =
        ClusterStatus.newBuilder()
            .setCluster("prod")
            .setConnected(true)
            .setSynced(true)
            .setSince(CREATED)
            .setLastEvent(CREATED)
            .setObservedAt(CREATED)
            .build();

    // When
    cluster.start(new Restored(List.of(lives, gone), List.of(), List.of(), before));
    await().until(cluster::isWatched);

    // Then
    assertThat(cluster.values(Publication.Kind.POD, PodSnapshot.class))
        .as("only the one that went is told")
        .singleElement()
        .satisfies(
            last -> {
              assertThat(last.getName()).isEqualTo("web-old-b");
              assertThat(last.getRevision()).isEqualTo(4);
              assertThat(last.getGone()).isPresent();
            });
    assertThat(cluster.status().getGap().orElseThrow().getFrom()).isEqualTo(CREATED);
    server.put("pods", PodJson.of("web", "old", "a", CREATED).waiting("ErrImagePull", "x").json());
    await().untilAsserted(() -> assertThat(cluster.lastPod().getRevision()).isEqualTo(8));
  }

  private static PodSnapshot snapshot(String name, long revision) {
    return PodSnapshot.newBuilder(
            PodJson.of("web", "old", name, CREATED)
                .waiting("ImagePullBackOff", "Back-off")
                .observedIn("prod")
                .snapshot())
        .setRevision(revision)
        .build();
  }

  private static ObjectNode node(String name) {
    return PodJson.read("{\"metadata\":{\"name\":\"%1$s\",\"uid\":\"uid-%1$s\"}}".formatted(name));
  }

  private static ObjectNode event(String uid, String pod, String reason, int count) {
    return PodJson.read(
        """
        {"metadata":{"name":"%1$s","uid":"%1$s","namespace":"shop"},
         "involvedObject":{"kind":"Pod","namespace":"shop","name":"%2$s","uid":"uid-%2$s",
           "fieldPath":"spec.containers{app}"},
         "reason":"%3$s","message":"Failed to pull image","count":%4$d,"type":"Warning",
         "lastTimestamp":"2026-03-04T05:06:07Z"}
        """
            .formatted(uid, pod, reason, count));
  }
}
