package io.pulltriage.producer.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Successor;
import io.pulltriage.testkit.FakeApiServer;
import io.pulltriage.testkit.FakeApiServer.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What real API servers do with lists. */
class ListingIT {

  private static final Instant CREATED = Instant.parse("2026-03-04T05:06:07Z");

  @AutoClose private final WatchedCluster cluster = new WatchedCluster();
  private final FakeApiServer server = cluster.server;

  @Test
  void shouldBeginAnewWhenTheTokenOfTheNextPageHasExpired() {
    // Given
    putFailing(5);
    AtomicInteger left = new AtomicInteger(2);
    server.faults(
        request ->
            request.contains("/pods?")
                    && request.contains("continue=4")
                    && left.getAndDecrement() > 0
                ? new Answer(
                    410,
                    """
                    {"kind":"Status","code":410,"reason":"Expired",
                     "metadata":{"continue":"the-rest-as-it-is-now"},
                     "message":"The provided continue parameter is too old"}
                    """)
                : null);

    // When
    cluster.start();

    // Then
    await().until(cluster::isWatched);
    assertThat(failingPods()).hasSize(5);
    assertThat(server.requests())
        .as("the watch could not begin where the first pages were read")
        .noneMatch(request -> request.contains("the-rest-as-it-is-now"));
    assertThat(cluster.count("pulltriage.cluster.relists")).isEqualTo(2);
    assertThat(cluster.count("pulltriage.cluster.failures")).isZero();
  }

  @Test
  void shouldAskABusyServerAgainWhenItSaysAndGoOnFromThere() {
    // Given
    putFailing(5);
    AtomicInteger pages = new AtomicInteger(3);
    AtomicInteger watches = new AtomicInteger(1);
    Answer busy =
        new Answer(429, "{\"message\":\"too many requests\"}", Map.of("Retry-After", "0"));
    server.faults(
        request -> {
          boolean refused =
              request.contains("continue=2")
                  ? pages.getAndDecrement() > 0
                  : request.contains("/pods?watch") && watches.getAndDecrement() > 0;
          return refused ? busy : null;
        });

    // When
    cluster.start();
    await().until(cluster::isWatched);

    // Then
    assertThat(failingPods()).hasSize(5);
    assertThat(server.requests())
        .as("the list is not begun again")
        .containsOnlyOnce("/api/v1/pods?limit=2");
    assertThat(cluster.count("pulltriage.cluster.failures")).isZero();
    assertThat(cluster.statuses()).extracting(ClusterStatus::getError).allMatch(e -> e.isEmpty());
  }

  @Test
  void shouldGiveUpOnAServerThatIsAlwaysBusy() {
    server.faults(
        request -> new Answer(429, "{\"message\":\"too many\"}", Map.of("Retry-After", "0")));
    cluster.start();

    await()
        .untilAsserted(
            () ->
                assertThat(cluster.status().getError())
                    .contains("nodes: the API server answered 429: too many"));
  }

  @Test
  void shouldAskForNoVersionOfLists() {
    putFailing(3);
    cluster.start();
    await().until(cluster::isWatched);

    assertThat(failingPods()).hasSize(3);
    assertThat(server.requests())
        .filteredOn(request -> request.contains("limit="))
        .as("a version may not stand beside a page's token; without, the newest state is read")
        .noneMatch(request -> request.contains("resourceVersion"))
        .as("not all servers can stream lists")
        .noneMatch(request -> request.contains("sendInitialEvents"));
  }

  @Test
  void shouldNameTheSuccessorOfAPodThatWasReplacedWhileNobodyWatched() {
    // Given
    server.put("pods", pod("a").image("team/web:typo").waiting("ErrImagePull", "x").json());
    cluster.start();
    await().until(cluster::isWatched);

    // When
    int port = server.goAway();
    await().until(() -> !cluster.status().getConnected());
    server.delete("pods", "uid-web-old-a");
    server.put("pods", pod("b").image("team/web:2").running(CREATED).json());
    server.compact();
    server.comeBack(port);

    // Then
    await().untilAsserted(() -> assertThat(successors()).hasSize(1));
    assertThat(successors()).containsExactly(new Successor("app", "team/web:2", true, Map.of()));
  }

  private void putFailing(int pods) {
    for (int i = 0; i < pods; i++) {
      server.put("pods", PodJson.failing("a" + i));
    }
  }

  private List<Successor> successors() {
    return cluster.values(Publication.Kind.POD, PodSnapshot.class).stream()
        .flatMap(pod -> pod.getGone().stream())
        .map(PodGone::getSuccessors)
        .reduce((first, last) -> last)
        .orElse(List.of());
  }

  private Set<String> failingPods() {
    return cluster.values(Publication.Kind.POD, PodSnapshot.class).stream()
        .map(PodSnapshot::getName)
        .collect(Collectors.toSet());
  }

  private static PodJson pod(String name) {
    return PodJson.of("web", "old", name, CREATED);
  }
}
