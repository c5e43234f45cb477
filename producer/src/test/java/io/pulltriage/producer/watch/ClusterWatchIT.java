package io.pulltriage.producer.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.Gap;
import io.pulltriage.testkit.FakeApiServer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each way in which a watch can end, by an API server that is made to behave so. */
class ClusterWatchIT {

  @AutoClose private final WatchedCluster cluster = new WatchedCluster();
  private final FakeApiServer server = cluster.server;

  @Test
  void shouldGoOnWhereItWasWhenTheServerEndsTheWatch() {
    cluster.startAndAwait();
    cluster.clock.leap(Duration.ofSeconds(5));
    int lists = lists();

    // When
    server.endWatches();
    server.put("pods", PodJson.failing("b"));

    // Then
    await().untilAsserted(() -> assertThat(cluster.failingPods()).containsExactly("web-old-b"));
    assertThat(lists()).as("no list is read again").isEqualTo(lists);
    assertThat(cluster.statuses()).noneMatch(status -> status.getError().isPresent());
  }

  @Test
  void shouldListAgainAndTellAGapAfterGone() {
    // Given
    server.put("pods", PodJson.failing("a"));
    cluster.startAndAwait();
    cluster.clock.leap(Duration.ofSeconds(5));

    // When
    server.compact();
    server.endWatches();

    // Then
    await().until(() -> cluster.status().getGap().flatMap(Gap::getTo).isPresent());
    await().until(cluster::isWatched);
    assertThat(cluster.count("pulltriage.cluster.relists")).isGreaterThanOrEqualTo(3);
    server.delete("pods", "uid-web-old-a");
    await().untilAsserted(() -> assertThat(cluster.lastPod().getGone()).isPresent());
  }

  @Test
  void shouldNoticeWhatWasDeletedWhileNobodyWatched() {
    // Given
    server.put("pods", PodJson.failing("a"));
    cluster.startAndAwait();

    // When
    int port = server.goAway();
    await().until(() -> !cluster.status().getConnected());
    server.delete("pods", "uid-web-old-a");
    server.compact();
    cluster.clock.leap(Duration.ofHours(1));
    server.comeBack(port);

    // Then
    await().untilAsserted(() -> assertThat(cluster.lastPod().getGone()).isPresent());
    await().until(cluster::isWatched);
    Gap gap = cluster.status().getGap().orElseThrow();
    assertThat(Duration.between(gap.getFrom(), gap.getTo().orElseThrow()))
        .isGreaterThanOrEqualTo(Duration.ofHours(1));
    assertThat(cluster.count("pulltriage.cluster.failures")).isPositive();
  }

  @Test
  void shouldReadCredentialsAgainWhenTheyExpire() {
    // Given
    server.require("first");
    cluster.startAndAwait();

    // When
    server.require("second");
    cluster.clock.leap(Duration.ofSeconds(5));
    server.endWatches();
    await().until(() -> cluster.status().getError().isPresent());
    String error = cluster.status().getError().orElseThrow();
    cluster.token.set("second");

    // Then
    await().until(cluster::isWatched);
    assertThat(error).contains("401", "Unauthorized");
  }

  @Test
  void shouldBeginAWatchAgainThatDiedSilently() {
    // Given
    cluster.startAndAwait();

    // When
    server.fallSilent();
    server.put("pods", PodJson.failing("b"));
    server.speakAgain();
    cluster.clock.leap(Duration.ofSeconds(61));

    // Then
    await().untilAsserted(() -> assertThat(cluster.failingPods()).containsExactly("web-old-b"));
    assertThat(server.requests()).contains("/api/v1/nodes?limit=1");
    assertThat(cluster.status().getConnected()).isTrue();
  }

  @Test
  void shouldTellWhenNeitherWatchNorServerAnswer() {
    // Given
    cluster.startAndAwait();

    // When
    server.faults(request -> new FakeApiServer.Answer(503, "{\"message\":\"overloaded\"}"));
    server.fallSilent();
    cluster.clock.leap(Duration.ofSeconds(61));

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(cluster.status().getError().orElse(""))
                    .contains("the API server answered 503: overloaded"));
    server.faults(request -> null);
    server.speakAgain();
    await().until(cluster::isWatched);
  }

  @Test
  void shouldBackOffFromGarbageAndSaySo() {
    // Given
    cluster.startAndAwait();

    // When
    server.send("pods", "<html>token=s3cr3tv4lue</html>\n");

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(cluster.statuses())
                    .anyMatch(
                        status -> status.getError().orElse("").contains("sent what is no watch")));
    await().until(cluster::isWatched);
    assertThat(cluster.published.toString()).doesNotContain("s3cr3tv4lue");
  }

  private int lists() {
    return (int) server.requests().stream().filter(request -> request.contains("limit=2")).count();
  }
}
