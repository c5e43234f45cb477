package io.pulltriage.streams.query.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances, each a process, on three brokers: while all is well, while one hangs, when one
 * is lost, and when another takes its place.
 */
@TestMethodOrder(OrderAnnotation.class)
class FleetQueriesIT {

  private static final int INCIDENTS = 60;
  private static final Duration PATIENT = Duration.ofMinutes(5);
  private static final Duration OFTEN = Duration.ofMillis(200);

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static ThreeInstances fleet;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static Whole whole;

  @BeforeAll
  static void start() throws Exception {
    fleet = new ThreeInstances(folder);
    Set<String> expected = fleet.fail(0, INCIDENTS);
    for (Instance instance : fleet.running()) {
      await().atMost(PATIENT).pollInterval(OFTEN).until(instance::isReady);
      await()
          .atMost(PATIENT)
          .pollInterval(OFTEN)
          .until(
              () -> {
                JsonNode list = instance.read(Whole.LIST);
                return Whole.isComplete(list) && Whole.ids(list).size() == INCIDENTS;
              });
    }
    whole = new Whole(new HashSet<>(Whole.ids(fleet.running().get(0).read(Whole.LIST))));
    assertThat(whole.ids()).allMatch(id -> expected.stream().anyMatch(id::startsWith));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @Test
  @Order(1)
  void shouldAnswerTheSameFromAnyInstance() throws Exception {
    Instance first = fleet.running().get(0);
    await().atMost(PATIENT).until(() -> !complete(first, "/api/v1/outbreaks").isEmpty());
    for (Instance instance : fleet.running()) {
      for (String path : List.of(Whole.LIST, "/api/v1/outbreaks", "/api/v1/summary")) {
        await()
            .atMost(PATIENT)
            .untilAsserted(
                () -> assertThat(complete(instance, path)).isEqualTo(complete(first, path)));
      }
      assertThat(complete(instance, "/api/v1/clusters").findValuesAsText("cluster"))
          .containsExactly("lab-a", "lab-b");
      assertThat(complete(instance, "/api/v1/summary").path("open").asInt()).isEqualTo(INCIDENTS);
      assertThat(whole.assertNoneTakenForAbsent(instance)).isZero();
    }
  }

  @Test
  @Order(1)
  void shouldTurnPagesFromInstanceToInstance() throws Exception {
    for (String order : List.of("newest", "id")) {
      List<String> pages = new ArrayList<>();
      String next = "";
      for (int i = 0; i == 0 || !next.isEmpty(); i++) {
        String path = "/api/v1/incidents?limit=7&order=" + order + next;
        JsonNode page = complete(fleet.running().get(i % 3), path);
        pages.addAll(Whole.ids(page));
        next = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
      }
      assertThat(pages).doesNotHaveDuplicates().hasSameElementsAs(whole.ids());
    }
  }

  @Test
  @Order(1)
  void shouldShowATeamItsOwnFromAnyInstance() throws Exception {
    for (Instance instance : fleet.running()) {
      JsonNode own = instance.read(Whole.LIST, Instance.TEAM);

      assertThat(Whole.ids(own))
          .hasSize(INCIDENTS / 4)
          .allMatch(id -> id.startsWith("lab-a/shop/"));
      assertThat(instance.read("/api/v1/summary", Instance.TEAM).path("open").asInt())
          .isEqualTo(INCIDENTS / 4);
    }
  }

  @Test
  @Order(2)
  void shouldAnswerWhileAnOwnerHangs() {
    awaitOwnerWithCopies();

    for (Instance instance : fleet.running()) {
      awaitWhole(instance);
    }
  }

  @Test
  @Order(3)
  void shouldNeverTakeForAbsentWhatALostInstanceOwned() throws Exception {
    // Given
    Instance lost = awaitOwnerWithCopies();
    List<Instance> others = fleet.without(lost);
    List<Asking> asking = others.stream().map(one -> new Asking(one, whole)).toList();
    await().atMost(PATIENT).until(() -> asking.stream().allMatch(one -> one.rounds() > 0));

    // When
    lost.kill();

    // Then
    await().atMost(PATIENT).until(() -> asking.stream().allMatch(one -> one.incomplete() > 0));
    others.forEach(FleetQueriesIT::awaitWhole);
    asking.forEach(Asking::end);
    for (Instance other : others) {
      assertThat(whole.assertNoneTakenForAbsent(other)).isZero();
      await().atMost(PATIENT).until(other::isReady);
    }
  }

  @Test
  @Order(4)
  void shouldNotBeReadyBeforeItHasRestored() throws Exception {
    Path file = Files.createFile(folder.resolve("lock"));
    Instance fresh;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.lock();
      fresh = fleet.add(HeldReading.whileLocked(file));

      await().atMost(PATIENT).until(() -> Files.exists(HeldReading.waiting(file)));

      assertThat(fresh.ask("/ready").statusCode()).isEqualTo(503);
      for (Instance instance : fleet.running()) {
        whole.assertHonest(instance.read(Whole.LIST));
        whole.assertNoneTakenForAbsent(instance);
      }
      assertThat(fresh.ask("/ready").statusCode()).isEqualTo(503);
    }
    await().atMost(PATIENT).pollInterval(OFTEN).until(fresh::isReady);
    fleet.running().forEach(FleetQueriesIT::awaitWhole);
  }

  @Test
  @Order(5)
  void shouldGoOnAfterwards() {
    Set<String> more = fleet.fail(INCIDENTS, INCIDENTS + 6);

    for (Instance instance : fleet.running()) {
      await()
          .atMost(PATIENT)
          .untilAsserted(
              () ->
                  assertThat(Whole.ids(complete(instance, Whole.LIST)))
                      .hasSize(INCIDENTS + 6)
                      .containsAll(whole.ids())
                      .filteredOn(id -> more.stream().anyMatch(id::startsWith))
                      .hasSize(6));
    }
  }

  private static Instance awaitOwnerWithCopies() {
    return await()
        .atMost(PATIENT)
        .until(FleetQueriesIT::ownerWithCopies, Optional::isPresent)
        .orElseThrow();
  }

  /**
   * An instance whose incidents are answered for by copies while it hangs. Were it waited for,
   * there would be no answer at all: it goes on only afterwards.
   */
  private static Optional<Instance> ownerWithCopies() throws Exception {
    for (Instance owner : fleet.running()) {
      owner.hang();
      try {
        JsonNode meanwhile = fleet.without(owner).get(0).read(Whole.LIST);
        whole.assertHonest(meanwhile);
        if (whole.isStoodInFor(meanwhile)) {
          assertThat(meanwhile.path("stale").findValuesAsText("servedBy"))
              .doesNotContain(owner.address());
          return Optional.of(owner);
        }
      } finally {
        owner.goOn();
      }
    }
    return Optional.empty();
  }

  private static void awaitWhole(Instance instance) {
    await()
        .atMost(PATIENT)
        .pollInterval(OFTEN)
        .until(
            () -> {
              JsonNode list = instance.read(Whole.LIST);
              whole.assertHonest(list);
              return Whole.isComplete(list);
            });
  }

  /** What has not answered in time is asked again: the machine may be busy. */
  private static JsonNode complete(Instance instance, String path) {
    return await().atMost(PATIENT).until(() -> instance.read(path), Whole::isComplete);
  }
}
