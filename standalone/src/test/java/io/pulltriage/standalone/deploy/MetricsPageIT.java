package io.pulltriage.standalone.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.pulltriage.standalone.pipeline.StormyCluster;
import io.pulltriage.testkit.HttpRegistry;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference of metrics and what probes ask, against both services as they run. Run with {@code
 * -Dpulltriage.regenerate=true} it writes the page instead of comparing it.
 */
@SuppressWarnings("NullAway.Init") // Set before all tests.
class MetricsPageIT {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Path PAGE = Sources.TOP.resolve("docs/metrics.md");
  private static final List<String> OWN = List.of("pulltriage_", "http_");

  private static final String INTRODUCTION =
      """
      # Metrics

      Both services serve `/metrics` in Prometheus' format: `produce` on `http.port` (8090), `analyze` on `api.port`
      (8080), there for a token that sees everything. [operations.md](operations.md) says which of them to watch; the
      [dashboard](../k8s/base/analyzer-monitoring/dashboard.json) and the [alerts](../compose/alerts.yml) do so.
      Counters end in `_total` and begin anew with the process. No metric has a label for a pod or an image.
      """;

  private static KafkaFixture kafka;
  private static HttpRegistry registry;
  private static HttpServer receiver;
  private static StormyCluster cluster;
  private static RunningService producer;
  private static RunningService analyzer;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    kafka = KafkaFixture.start();
    registry = new HttpRegistry(kafka.registryUrl());
    cluster = new StormyCluster();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
    receiver.start();
    Path kubeconfigs = Files.createDirectories(folder.resolve("kubeconfigs"));
    Files.writeString(kubeconfigs.resolve("stormy"), cluster.kubeconfig("stormy"));
    String common =
        """
        kafka: {bootstrap.servers: "%s"}
        schemaRegistry: {url: "%s"}
        """
            .formatted(kafka.bootstrapServers(), registry.url());
    Path analyzing =
        Files.writeString(
            folder.resolve("analyzer.yaml"),
            """
            %sstateDir: %s
            api: {port: 0}
            alerts: {webhooks: {router: {url: "http://127.0.0.1:%d/"}}}
            """
                .formatted(common, folder.resolve("state"), receiver.getAddress().getPort()));
    Path producing =
        Files.writeString(
            folder.resolve("producer.yaml"),
            "%sclusters: {folder: {path: \"%s\"}}%nhttp: {port: 0}%n"
                .formatted(common, kubeconfigs));
    analyzer = RunningService.start("analyze", analyzing);
    producer = RunningService.start("produce", producing);
    cluster.fail("api");
    cluster.mention("Scheduled");
  }

  @AfterAll
  static void stop() throws Exception {
    producer.close();
    analyzer.close();
    receiver.stop(0);
    cluster.close();
    registry.close();
    kafka.close();
  }

  @Test
  void shouldHaveThePageThatTheServicesMake() throws Exception {
    // Given
    Set<String> used = UsedMetrics.names();
    await()
        .atMost(PATIENCE)
        .until(() -> analyzer.get("/api/v1/incidents").body().contains("stormy/shop"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(all()).containsAll(used).contains("pulltriage_objects_skipped_total"));

    // When
    String page =
        INTRODUCTION
            + "\n## The producer\n"
            + scraped(producer).table(OWN)
            + "\n## The analyzer\n"
            + scraped(analyzer).table(OWN)
            + others(used)
            + "\nGenerated from the running services; do not edit.\n";
    if (Boolean.getBoolean("pulltriage.regenerate")) {
      Files.writeString(PAGE, page);
    }

    // Then
    assertThat(PAGE)
        .as(
            "docs/metrics.md is out of date; regenerate it with: mvn -pl standalone -am verify"
                + " -Dit.test=MetricsPageIT -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dfailsafe.failIfNoSpecifiedTests=false -Dpulltriage.regenerate=true")
        .hasContent(page);
  }

  @Test
  void shouldAnswerWhatProbesAndPrometheusAsk() throws Exception {
    for (RunningService service : List.of(producer, analyzer)) {
      for (String path : List.of("/live", "/ready", "/metrics")) {
        await().atMost(PATIENCE).until(() -> service.get(path).statusCode() == 200);
      }
      assertThat(service.get("/lives").statusCode()).isEqualTo(404);
    }
  }

  /** What the dashboard and the alerts ask for of what is not ours. */
  private static String others(Set<String> used) {
    Set<String> others =
        used.stream()
            .filter(name -> OWN.stream().noneMatch(name::startsWith))
            .collect(Collectors.toCollection(TreeSet::new));
    return """

    ## Java, Kafka's clients and Kafka Streams
    Micrometer shows them under their own names: memory, threads, garbage collection and processor as `jvm_…`,
    `process_…` and `system_…`; the producer's client as `kafka_producer_…`; Kafka Streams with its consumers and
    producers as `kafka_stream_…`, `kafka_consumer_…`, `kafka_producer_…` and `kafka_admin_client_…`. Kafka's
    documentation explains them. The dashboard and the alerts use these:

    %s
    """
        .formatted(Scrape.quoted(others, ", "));
  }

  private static Set<String> all() throws IOException, InterruptedException {
    Set<String> all = new TreeSet<>(scraped(producer).names());
    all.addAll(scraped(analyzer).names());
    return all;
  }

  private static Scrape scraped(RunningService service) throws IOException, InterruptedException {
    String text = service.get("/metrics").body();
    assertThat(text.getBytes(UTF_8)).isNotEmpty();
    return Scrape.of(text);
  }
}
