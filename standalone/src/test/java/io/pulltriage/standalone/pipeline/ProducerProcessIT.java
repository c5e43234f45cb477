package io.pulltriage.standalone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.testkit.HttpRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of incidents when the producer's process is killed or told to end in a storm. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
@SuppressWarnings("NullAway.Init") // Set before each test.
class ProducerProcessIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String CLUSTER = "stormy";

  @AutoClose private final StormyCluster cluster = new StormyCluster();
  @AutoClose private LivePipeline pipeline;
  @AutoClose private HttpRegistry registry;
  private Path config;
  private Path log;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    pipeline = new LivePipeline(folder);
    registry = new HttpRegistry(pipeline.kafka().registryUrl());
    pipeline.kubeconfig("stormy", cluster.kubeconfig(CLUSTER));
    log = folder.resolve("producer.log");
    config =
        Files.writeString(
            folder.resolve("producer.yaml"),
            """
            kafka: {bootstrap.servers: "%s"}
            schemaRegistry: {url: "%s"}
            clusters: {folder: {path: "%s"}, rescan: 1s}
            watch: {backOffFrom: 200ms, backOffTo: 2s}
            publish: {heartbeat: 1s}
            http: {port: 0}
            """
                .formatted(
                    pipeline.kafka().bootstrapServers(), registry.url(), pipeline.kubeconfigs()));
  }

  @Test
  void shouldLoseNoIncidentNorLeaveOneOpenAfterAKillInAStorm() throws Exception {
    // Given
    Set<String> failing = new TreeSet<>();
    try (ServiceProcess first = produce()) {
      awaitWatched(first);
      for (int i = 0; i < 60; i++) {
        cluster.fail("w" + i);
        failing.add("w" + i);
      }
      await().atMost(PATIENCE).until(() -> published() > 0);

      // When
      first.kill();
    }
    for (int i = 0; i < 20; i++) {
      cluster.delete("w" + i);
      cluster.recover("w" + (i + 20));
      cluster.fail("late" + i);
      failing.remove("w" + i);
      failing.remove("w" + (i + 20));
      failing.add("late" + i);
    }

    // Then
    try (ServiceProcess second = produce()) {
      awaitWatched(second);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(open()).containsExactlyInAnyOrderElementsOf(failing));
    }
  }

  @Test
  void shouldHandOverAllThatItKnowsWhenToldToEnd() throws Exception {
    // Given
    try (ServiceProcess producer = produce()) {
      awaitWatched(producer);
      for (int i = 0; i < 60; i++) {
        cluster.fail("w" + i);
      }
      await().atMost(PATIENCE).until(() -> published() > 0);

      // When
      assertThat(producer.terminate()).as(this::said).isEqualTo(ServiceProcess.TERMINATED);
    }

    // Then
    assertThat(pipeline.status(CLUSTER).flatMap(status -> status.getError()))
        .contains("the producer was told to end");
    assertThat(pipeline.status(CLUSTER).orElseThrow().getConnected()).isFalse();
  }

  private ServiceProcess produce() throws IOException {
    return ServiceProcess.start(log, "produce", "--config", config.toString());
  }

  private void awaitWatched(ServiceProcess producer) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(producer.isAlive()).as(this::said).isTrue();
              return pipeline.isWatched(CLUSTER);
            });
  }

  private long published() {
    return pipeline.latest(pipeline.kafka().topics().pods()).size();
  }

  private Set<String> open() {
    return pipeline.incidents().stream()
        .filter(incident -> incident.getStatus() == IncidentStatus.OPEN)
        .map(Incident::getWorkload)
        .map(workload -> workload.getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "nothing: " + e;
    }
  }
}
