package io.pulltriage.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pulltriage.producer.capture.CaptureProblem;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.standalone.explain.KnowledgeFiles;
import io.pulltriage.standalone.replay.ReplayObserver;
import io.pulltriage.standalone.replay.ReplayResult;
import io.pulltriage.standalone.terminal.Progress;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import io.pulltriage.testkit.FakeApiServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an API server to the incident that a person sees, in one process. */
class EmbeddedRunIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String POD =
      """
      {"metadata":{"name":"web-1","namespace":"shop","uid":"u1","resourceVersion":"7",
        "creationTimestamp":"%1$s"},
       "spec":{"containers":[{"name":"app","image":"ghcr.io/team/web:typo"}]},
       "status":{"phase":"Pending","containerStatuses":[{"name":"app","image":"","imageID":"",
        "ready":false,"restartCount":0,"state":{"waiting":{"reason":"ImagePullBackOff",
        "message":"Back-off pulling image \\"ghcr.io/team/web:typo\\": ErrImagePull: failed to resolve image: ghcr.io/team/web:typo: not found"}}}]}}
      """;

  @Test
  void shouldShowTheIncidentOfALiveCluster(@TempDir Path folder) throws Exception {
    // Given
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.setExecutor(threads);
    api.createContext("/", EmbeddedRunIT::answer);
    api.start();
    Path kubeconfig = kubeconfig(folder, api.getAddress().getPort());
    Incidents seen = new Incidents();

    // When
    Future<?> run =
        threads.submit(
            () -> {
              new EmbeddedRun()
                  .run(
                      new LiveOptions(
                          List.of("clusters.kubeconfig.file=" + kubeconfig),
                          KnowledgeFiles.none(),
                          0,
                          AlertsConfig.defaults()),
                      seen,
                      problem -> {},
                      new Silence());
              return null;
            });

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(seen.incidents)
                    .anySatisfy(
                        incident -> {
                          assertThat(incident.getCluster()).isEqualTo("prod");
                          assertThat(incident.getCause()).isEqualTo(Cause.TAG_NOT_FOUND);
                          assertThat(incident.getStatus()).isEqualTo(IncidentStatus.OPEN);
                        }));
    run.cancel(true);
    api.stop(0);
    threads.shutdownNow();
  }

  @Test
  void shouldSayThatAClusterCannotBeReachedAndWatchItOnceItCan(@TempDir Path folder)
      throws Exception {
    // Given
    List<String> problems = new CopyOnWriteArrayList<>();
    Incidents seen = new Incidents();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (FakeApiServer api = new FakeApiServer()) {
      int port = api.goAway();
      Path kubeconfig = kubeconfig(folder, port);

      // When
      Future<?> run =
          threads.submit(
              () -> {
                new EmbeddedRun()
                    .run(
                        new LiveOptions(
                            List.of("clusters.kubeconfig.file=" + kubeconfig),
                            KnowledgeFiles.none(),
                            0,
                            AlertsConfig.defaults()),
                        seen,
                        problems::add,
                        new Silence());
                return null;
              });

      // Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(problems)
                      .anySatisfy(
                          problem ->
                              assertThat(problem)
                                  .startsWith("cluster prod is not watched, will be tried again: ")
                                  .contains("no answer from http://127.0.0.1:" + port + ": ")
                                  .contains("Connection refused")));
      assertThat(run.isDone()).as("it goes on").isFalse();

      // When
      api.put(
          "pods",
          (ObjectNode)
              new ObjectMapper()
                  .readTree(POD.formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS))));
      api.comeBack(port);

      // Then
      await().atMost(PATIENCE).until(() -> problems.contains("cluster prod is watched again"));
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  seen.incidents.stream()
                      .anyMatch(incident -> incident.getStatus() == IncidentStatus.OPEN));
      run.cancel(true);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Path kubeconfig(Path folder, int port) throws IOException {
    return Files.writeString(
        folder.resolve("config"),
        """
        current-context: prod
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: prod, context: {cluster: c, user: u}}]
        """
            .formatted(port));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestURI().toString();
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    if (request.contains("watch=true")) {
      out.flush(); // A watch on which nothing happens stays open.
      return;
    }
    String items =
        request.startsWith("/api/v1/pods")
            ? POD.formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS))
            : "";
    out.write(
        ("{\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":[" + items + "]}")
            .getBytes(StandardCharsets.UTF_8));
    out.close();
  }

  private static final class Incidents implements ReplayObserver {
    private final List<Incident> incidents = new CopyOnWriteArrayList<>();

    @Override
    public void problem(CaptureProblem problem) {
      throw new AssertionError("nothing is replayed");
    }

    @Override
    public void changed(Incident incident) {
      incidents.add(incident);
    }

    @Override
    public void changed(Outbreak outbreak) {
      throw new AssertionError("there is one incident only");
    }

    @Override
    public void processed(ReplayResult result) {
      throw new AssertionError("a live cluster has no end");
    }
  }

  private static final class Silence implements Progress {
    @Override
    public void show(String activity) {
      // Nobody watches.
    }

    @Override
    public void show(String activity, long done, long total) {
      // Nobody watches.
    }

    @Override
    public void close() {
      // Nothing was shown.
    }
  }
}
