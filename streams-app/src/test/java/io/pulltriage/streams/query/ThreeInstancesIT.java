package io.pulltriage.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances, each a process, on three brokers: each answers for everything, also when one of
 * them is lost, and one that comes later or comes back.
 */
@TestMethodOrder(OrderAnnotation.class)
class ThreeInstancesIT {

  private static final int INCIDENTS = 60;
  private static final String LIST = "/api/v1/incidents?limit=1000&order=id";
  private static final Duration PATIENT = Duration.ofMinutes(5);
  private static final Duration OFTEN = Duration.ofMillis(200);

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static ThreeInstances three;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static List<String> ids;

  @BeforeAll
  static void start() throws Exception {
    three = new ThreeInstances(folder);
    Set<String> expected = three.fail(0, INCIDENTS);
    for (Instance instance : three.running()) {
      awaitReady(instance);
      await()
          .atMost(PATIENT)
          .pollInterval(OFTEN)
          .until(() -> ids(instance.read(LIST)).size() == INCIDENTS);
    }
    ids = ids(three.running().get(0).read(LIST));
    assertThat(ids).allMatch(id -> expected.stream().anyMatch(id::startsWith));
  }

  @AfterAll
  static void stop() {
    three.close();
  }

  @Test
  @Order(1)
  void shouldAnswerTheSameFromAnyInstance() throws Exception {
    for (Instance instance : three.running()) {
      assertThat(ids(instance.read(LIST))).isEqualTo(ids);
      assertThat(instance.read("/api/v1/clusters").findValuesAsText("cluster"))
          .containsExactly("lab-a", "lab-b");
      assertThat(instance.read("/api/v1/summary").path("open").asInt()).isEqualTo(INCIDENTS);
      for (String id : ids) {
        assertThat(instance.askAbout(id).statusCode()).as(id).isEqualTo(200);
      }
      assertThat(instance.askAbout("lab-a/shop/Deployment/none/app/PULL/00000000").statusCode())
          .isEqualTo(404);
      assertThat(instance.read(LIST).path("asOf").path("behind").asBoolean(true)).isFalse();
    }
  }

  @Test
  @Order(1)
  void shouldTurnPagesFromInstanceToInstance() throws Exception {
    for (String order : List.of("newest", "id")) {
      List<String> pages = new ArrayList<>();
      String next = "";
      for (int i = 0; i == 0 || !next.isEmpty(); i++) {
        JsonNode page =
            three.running().get(i % 3).read("/api/v1/incidents?limit=7&order=" + order + next);
        pages.addAll(ids(page));
        assertThat(page.path("total").asInt()).isEqualTo(INCIDENTS);
        next = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
      }
      assertThat(pages).doesNotHaveDuplicates().hasSameElementsAs(ids);
    }
  }

  @Test
  @Order(1)
  void shouldShowATeamItsOwnFromAnyInstance() throws Exception {
    for (Instance instance : three.running()) {
      JsonNode own = instance.read(LIST, Instance.TEAM);

      assertThat(ids(own)).hasSize(INCIDENTS / 4).allMatch(id -> id.startsWith("lab-a/shop/"));
      assertThat(own.path("total").asInt()).isEqualTo(INCIDENTS / 4);
      assertThat(instance.read("/api/v1/summary", Instance.TEAM).path("open").asInt())
          .isEqualTo(INCIDENTS / 4);
    }
  }

  /** Whatever it processed, no question fails and none says that what exists is not there. */
  @Test
  @Order(2)
  void shouldAnswerForAllWhenAnInstanceIsLost() throws Exception {
    // Given
    Instance lost = three.running().get(0);
    List<Instance> others = three.without(lost);
    List<Asking> asking = others.stream().map(Asking::new).toList();
    await().atMost(PATIENT).until(() -> asking.stream().allMatch(one -> one.rounds.get() > 0));

    // When
    lost.kill();

    // Then
    Set<String> more = three.fail(INCIDENTS, INCIDENTS + 6);
    for (Instance other : others) {
      await()
          .atMost(PATIENT)
          .pollInterval(OFTEN)
          .until(() -> ids(other.read(LIST)).size() == INCIDENTS + 6);
      assertThat(ids(other.read(LIST)))
          .containsAll(ids)
          .filteredOn(id -> more.stream().anyMatch(id::startsWith))
          .hasSize(6);
    }
    for (Asking one : asking) {
      one.end();
    }
  }

  @Test
  @Order(3)
  void shouldHaveAllAsSoonAsItIsReady() throws Exception {
    Instance fresh = three.add();

    awaitReady(fresh);

    assertThat(ids(fresh.read(LIST))).hasSize(INCIDENTS + 6).containsAll(ids);
  }

  private static void awaitReady(Instance instance) {
    await().atMost(PATIENT).pollInterval(OFTEN).until(instance::isReady);
  }

  private static List<String> ids(JsonNode list) {
    return list.path("items").findValuesAsText("id");
  }

  /** Asks an instance for everything, again and again. */
  private static final class Asking {

    private final Instance instance;
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::ask, "asking");
    private volatile boolean over;

    Asking(Instance instance) {
      this.instance = instance;
      thread.start();
    }

    private void ask() {
      try {
        while (!over) {
          assertThat(ids(instance.read(LIST))).containsAll(ids);
          for (int i : IntStream.range(0, 5).map(i -> i * 11).toArray()) {
            HttpResponse<String> one = instance.askAbout(ids.get(i));
            assertThat(one.statusCode()).as(one.body()).isEqualTo(200);
          }
          rounds.incrementAndGet();
        }
      } catch (Exception | AssertionError e) {
        failure.set(e);
      }
    }

    void end() throws InterruptedException {
      over = true;
      thread.join();
      assertThat(failure.get()).isNull();
    }
  }
}
