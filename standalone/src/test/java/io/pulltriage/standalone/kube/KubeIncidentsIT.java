package io.pulltriage.standalone.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.service.ProducerService;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.standalone.pipeline.LivePipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What real API servers tell, as incidents at the other end, whatever happens on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // Set before all tests.
class KubeIncidentsIT {

  private static final String NOT_FOUND =
      "Failed to pull image \"%1$s\": rpc error: code = NotFound desc = failed to pull and unpack"
          + " image \"%1$s\": failed to resolve reference \"%1$s\": %1$s: not found";
  private static final String NO_HOST =
      "Failed to pull image \"%1$s\": failed to resolve image: failed to do request: Head"
          + " \"https://ghcr.io/v2/\": dial tcp: lookup ghcr.io: no such host";

  @AutoClose private KubeApiServer east;
  @AutoClose private KubeApiServer west;
  @AutoClose private LivePipeline pipeline;
  private KubeWorkload inEast;
  private KubeWorkload inWest;
  @AutoClose private KubernetesClient eastAdmin;
  @AutoClose private KubernetesClient westAdmin;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    KubeApiServer.assumeInstalled();
    Awaitility.setDefaultTimeout(Duration.ofMinutes(3));
    east = KubeApiServer.start();
    west = KubeApiServer.start("--min-request-timeout", "2");
    pipeline = new LivePipeline(folder);
    eastAdmin = east.admin();
    westAdmin = west.admin();
    inEast = new KubeWorkload(eastAdmin);
    inWest = new KubeWorkload(westAdmin);
  }

  @AfterAll
  static void waitAsUsual() {
    Awaitility.reset();
  }

  @Test
  void shouldOpenAndResolveIncidentsOfSeveralClusters() throws IOException {
    // Given
    Pod deleted = inEast.failing("several-deleted", "ghcr.io/team/web:typo");
    inEast.event(deleted, "Failed", NOT_FOUND.formatted("ghcr.io/team/web:typo"), 1);
    Pod recovered = inWest.failing("several-recovered", "ghcr.io/team/api:1");
    inWest.newStyleEvent(recovered, "Failed", NO_HOST.formatted("ghcr.io/team/api:1"));
    Pod healthy = inWest.running("several-healthy", "ghcr.io/team/ok:1");
    pipeline.kubeconfig("east", east.kubeconfig("several-east"));
    pipeline.kubeconfig("west", west.kubeconfig("several-west"));

    try (ProducerService producer = produce(new SimpleMeterRegistry())) {
      producer.start();
      // Then
      await().until(() -> pipeline.isOpen("several-east", "several-deleted", Cause.TAG_NOT_FOUND));
      await().until(() -> pipeline.isOpen("several-west", "several-recovered", Cause.DNS_FAILURE));

      // When
      inEast.delete(deleted);
      inWest.event(
          recovered, "Pulled", "Successfully pulled image \"ghcr.io/team/api:1\" in 1s", 1);
      Pod running = inWest.runs(recovered);

      // Then
      await().until(() -> pipeline.isResolved("several-east", "several-deleted"));
      await().until(() -> pipeline.isResolved("several-west", "several-recovered"));
      assertThat(incident("several-east", "several-deleted").getResolution())
          .contains(Resolution.DELETED);
      assertThat(incident("several-west", "several-recovered").getResolution())
          .contains(Resolution.RECOVERED);
      assertThat(pipeline.incident("several-west", "several-healthy")).isEmpty();
      assertThat(pipeline.latest(pipeline.kafka().topics().pods()))
          .doesNotContainKey("several-west/" + healthy.getMetadata().getUid());
      inWest.delete(running);
      inWest.delete(healthy);
    } finally {
      forget("east");
      forget("west");
    }
  }

  @Test
  void shouldFindWhatHappenedWhileTheApiServerWasAwayAndForgotIt() throws Exception {
    // Given
    Pod gone = inEast.failing("away-gone", "ghcr.io/team/gone:1");
    inEast.event(gone, "Failed", NOT_FOUND.formatted("ghcr.io/team/gone:1"), 1);
    pipeline.kubeconfig("east", east.kubeconfig("away"));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (ProducerService producer = produce(meters)) {
      producer.start();
      await().until(() -> pipeline.isOpen("away", "away-gone", Cause.TAG_NOT_FOUND));
      await().until(() -> pipeline.isWatched("away"));

      // When
      east.gate.cut();
      await().until(() -> !status("away").getConnected());
      assertThat(status("away").getError()).isPresent();
      inEast.delete(gone);
      Pod come = inEast.failing("away-come", "ghcr.io/team/come:1");
      inEast.event(come, "Failed", NOT_FOUND.formatted("ghcr.io/team/come:1"), 1);
      east.compact();
      east.stop();
      east.startAgain();
      east.reconnect();

      // Then
      await().until(() -> pipeline.isWatched("away"));
      await().until(() -> pipeline.isResolved("away", "away-gone"));
      await().until(() -> pipeline.isOpen("away", "away-come", Cause.TAG_NOT_FOUND));
      assertThat(status("away").getGap())
          .hasValueSatisfying(gap -> assertThat(gap.getTo()).isPresent());
      assertThat(
              meters.find("pulltriage.cluster.relists").counters().stream()
                  .mapToDouble(counter -> counter.count())
                  .sum())
          .isPositive();
    } finally {
      forget("east");
      replaceEastAdmin();
    }
  }

  @Test
  void shouldGoOnThroughTimedOutWatchesWithoutAGap() throws Exception {
    // Given
    pipeline.kubeconfig("west", west.kubeconfig("timeouts"));
    try (ProducerService producer = produce(new SimpleMeterRegistry(), "watch.watchTimeout=2s")) {
      producer.start();
      await().until(() -> pipeline.isWatched("timeouts"));
      long before = watchesEnded();

      // When
      await().until(() -> watchesEnded() > before + 3);
      Pod pod = inWest.failing("timeouts-web", "ghcr.io/team/web:typo");
      inWest.event(pod, "Failed", NOT_FOUND.formatted("ghcr.io/team/web:typo"), 1);

      // Then
      await().until(() -> pipeline.isOpen("timeouts", "timeouts-web", Cause.TAG_NOT_FOUND));
      assertThat(pipeline.statuses("timeouts"))
          .allSatisfy(status -> assertThat(status.getGap()).isEmpty());
      inWest.delete(pod);
    } finally {
      forget("west");
    }
  }

  @Test
  void shouldNoticeANetworkThatFallsSilent() throws Exception {
    // Given
    pipeline.kubeconfig("west", west.kubeconfig("silence"));
    try (ProducerService producer =
        produce(new SimpleMeterRegistry(), "watch.silentAfter=3s", "watch.requestTimeout=3s")) {
      producer.start();
      await().until(() -> pipeline.isWatched("silence"));

      // When
      west.gate.hold();
      await().until(() -> !status("silence").getConnected());

      // Then
      assertThat(status("silence").getError()).isPresent();
      Pod pod = inWest.failing("silence-web", "ghcr.io/team/web:typo");
      inWest.event(pod, "Failed", NOT_FOUND.formatted("ghcr.io/team/web:typo"), 1);
      west.gate.release();
      await().until(() -> pipeline.isOpen("silence", "silence-web", Cause.TAG_NOT_FOUND));
      inWest.delete(pod);
    } finally {
      west.gate.release();
      forget("west");
    }
  }

  @Test
  void shouldNotTakeAQuietClusterForOneThatForgot() throws Exception {
    // Given
    pipeline.kubeconfig("west", west.kubeconfig("quiet"));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (ProducerService producer = produce(meters, "watch.watchTimeout=2s")) {
      producer.start();
      await().until(() -> pipeline.isWatched("quiet"));

      // When
      Pod pod = inWest.running("quiet-web", "ghcr.io/team/ok:1");
      west.compact();
      long before = watchesEnded();
      await().until(() -> watchesEnded() > before + 4);

      // Then
      assertThat(pipeline.statuses("quiet"))
          .allSatisfy(status -> assertThat(status.getGap()).isEmpty());
      inWest.delete(pod);
    } finally {
      forget("west");
    }
  }

  private ProducerService produce(SimpleMeterRegistry meters, String... settings) {
    return new ProducerService(pipeline.config(settings), Clock.systemUTC(), meters);
  }

  private Incident incident(String cluster, String workload) {
    return pipeline.incident(cluster, workload).orElseThrow();
  }

  private ClusterStatus status(String cluster) {
    return pipeline.status(cluster).orElseThrow();
  }

  private void forget(String file) throws IOException {
    Files.deleteIfExists(pipeline.kubeconfigs().resolve(file));
  }

  private void replaceEastAdmin() {
    eastAdmin.close();
    eastAdmin = east.admin();
    inEast = inEast.through(eastAdmin);
  }

  /** API servers count requests when they end. */
  private long watchesEnded() {
    String metrics = Objects.requireNonNull(westAdmin.raw("/metrics"));
    return List.of(metrics.split("\n", -1)).stream()
        .filter(line -> line.startsWith("apiserver_request_total{"))
        .filter(line -> line.contains("verb=\"WATCH\"") && line.contains("resource=\"events\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
