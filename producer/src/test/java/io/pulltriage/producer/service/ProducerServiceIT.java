package io.pulltriage.producer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.http.ConnectionLimits;
import io.pulltriage.producer.config.HttpConfig;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.testkit.FakeApiServer;
import io.pulltriage.testkit.FaultyClock;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole producer, from API servers to a real broker. */
class ProducerServiceIT {

  private static final Instant CREATED = Instant.parse("2026-03-04T05:06:07Z");
  private static final String SECRET = ServiceSetup.SECRET;

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  @AutoClose private final FakeApiServer prod = new FakeApiServer();
  @AutoClose private final FakeApiServer stage = new FakeApiServer();

  @AutoClose
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private ServiceSetup setup;

  @BeforeEach
  void setUp() {
    setup = new ServiceSetup(KAFKA, folder);
  }

  @Test
  void shouldNotBeReadyWhileAThreadIsDownAndGoOnAfterwards() throws IOException {
    // Given
    setup.kubeconfig("one", "down-prod", prod.url());
    FaultyClock clock = new FaultyClock();
    try (ProducerService service = setup.service(registry, clock)) {
      service.start();
      await().until(() -> service.ready().ok());

      // When
      clock.breakDown("no time");

      // Then
      await().until(() -> !service.ready().ok());
      assertThat(service.ready().reason()).isEqualTo("thread look-for-clusters is down: no time");
      assertThat(registry.scrape())
          .contains("pulltriage_background_failures_total{thread=\"look-for-clusters\"}");

      // And when
      clock.repair();
      setup.kubeconfig("two", "down-stage", stage.url());

      // Then
      await().until(() -> Boolean.TRUE.equals(service.clusters().get("down-stage")));
      await().until(() -> service.ready().ok());
    }
  }

  @Test
  void shouldFollowClustersThatComeAndGoAndHarmNoneByAnother() throws IOException {
    // Given
    setup.kubeconfig("one", "come-prod", prod.url());
    setup.kubeconfig("away", "come-away", "http://127.0.0.1:1");
    Files.writeString(folder.resolve("broken"), "{");
    prod.put("pods", PodJson.failing("a"));

    try (ProducerService service = setup.service(registry)) {
      // When
      service.start();
      await().until(() -> Boolean.TRUE.equals(service.clusters().get("come-prod")));
      setup.kubeconfig("two", "come-stage", stage.url());
      await().until(() -> Boolean.TRUE.equals(service.clusters().get("come-stage")));

      // Then
      assertThat(service.clusters()).containsEntry("come-away", false);
      assertThat(service.problems()).singleElement().asString().contains("broken");
      assertThat(service.ready().ok()).isTrue();
      await().until(() -> setup.status("come-away").getError().isPresent());
      assertThat(setup.podsOf("come-prod")).containsOnlyKeys("come-prod/uid-web-old-a");

      // When
      Files.delete(folder.resolve("two"));
      await().until(() -> !service.clusters().containsKey("come-stage"));
      assertThat(setup.status("come-stage").getError())
          .contains("this cluster is no longer configured");
    }
    assertThat(setup.status("come-prod").getError()).contains("the producer was told to end");
  }

  @Test
  void shouldGoOnAfterARestartAndEndWhatWentMeanwhile() throws IOException {
    // Given
    setup.kubeconfig("one", "again", prod.url());
    prod.put("pods", PodJson.failing("a"));
    prod.put("pods", PodJson.failing("b"));
    try (ProducerService service = setup.service(registry)) {
      service.start();
      await().until(() -> setup.podsOf("again").size() == 2);
    }

    // When
    prod.delete("pods", "uid-web-old-b");
    try (ProducerService service = setup.service(registry)) {
      service.start();
      await().until(() -> Boolean.TRUE.equals(service.clusters().get("again")));
      await().until(() -> setup.lastOf("again/uid-web-old-b").getGone().isPresent());
      prod.put("pods", PodJson.of("web", "old", "a", CREATED).waiting("ErrImagePull", "x").json());

      // Then
      await().until(() -> setup.lastOf("again/uid-web-old-a").getRevision() == 1);
    }
    assertThat(setup.status("again").getGap()).isPresent();
  }

  @Test
  void shouldLetNoSecretReachKafka() throws IOException {
    // Given
    setup.kubeconfig("one", "safe", prod.url());
    prod.put("pods", PodJson.read(podFullOfSecrets()));
    prod.put("events", PodJson.read(eventFullOfSecrets()));

    // When
    try (ProducerService service = setup.service(registry)) {
      service.start();
      await().until(() -> Boolean.TRUE.equals(service.clusters().get("safe")));
      prod.send("pods", "garbage https://user:" + SECRET + "@registry.example\n");
      await().until(() -> setup.status("safe").getGap().isPresent());
    }

    // Then
    assertThat(setup.podsOf("safe")).isNotEmpty();
    List<byte[]> values = new ArrayList<>();
    for (String topic :
        List.of(
            KAFKA.topics().pods(),
            KAFKA.topics().podEvents(),
            KAFKA.topics().clusters(),
            KAFKA.topics().images(),
            KAFKA.topics().nodes())) {
      setup.all(topic).forEach(record -> values.add(ServiceSetup.bytes(record)));
    }
    assertThat(values)
        .noneMatch(value -> new String(value, StandardCharsets.ISO_8859_1).contains(SECRET));
  }

  @Test
  void shouldServeMetricsThatAddUpAndHealthThatMeansIt() throws Exception {
    // Given
    setup.kubeconfig("one", "metrics", prod.url());
    prod.put("pods", PodJson.failing("a"));
    try (ProducerService service = setup.service(registry);
        OperationsServer operations =
            new OperationsServer(
                new HttpConfig("127.0.0.1", 0, ConnectionLimits.forProbes()),
                registry,
                service::live,
                service::ready)) {
      assertThat(get(operations, "/ready").statusCode()).isEqualTo(503);

      // When
      service.start();
      await().until(() -> Boolean.TRUE.equals(service.clusters().get("metrics")));

      // Then
      await().until(() -> get(operations, "/ready").statusCode() == 200);
      assertThat(get(operations, "/live").statusCode()).isEqualTo(200);
      assertThat(get(operations, "/nothing").statusCode()).isEqualTo(404);
      assertThat(get(operations, "/metrics").body())
          .contains("pulltriage_cluster_connected{cluster=\"metrics\"} 1.0")
          .contains("pulltriage_objects_received_total{cluster=\"metrics\",kind=\"pods\"} 1.0")
          .contains("pulltriage_cluster_silent_seconds{cluster=\"metrics\"}");
    }
  }

  private static HttpResponse<String> get(OperationsServer server, String path)
      throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(5))
        .build()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String podFullOfSecrets() {
    return """
    {"metadata":{"name":"web","namespace":"shop","uid":"uid-secret",
      "creationTimestamp":"2026-03-04T05:06:07Z",
      "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"%1$s"}},
     "spec":{"imagePullSecrets":[{"name":"registry"}],
      "containers":[{"name":"app","image":"ghcr.io/team/app:1","args":["--password=%1$s"],
        "command":["sh","-c","%1$s"],
        "env":[{"name":"PASSWORD","value":"%1$s"}]}]},
     "status":{"phase":"Pending","containerStatuses":[{"name":"app","image":"x","imageID":"",
      "ready":false,"restartCount":0,"state":{"waiting":{"reason":"ErrImagePull",
       "message":"Get \\"https://user:%1$s@ghcr.io/token?password=%1$s\\": Authorization: Bearer %1$s"}}}]}}
    """
        .formatted(SECRET);
  }

  private static String eventFullOfSecrets() {
    return """
    {"metadata":{"name":"e","namespace":"shop","uid":"e","annotations":{"x":"%1$s"}},
     "involvedObject":{"kind":"Pod","namespace":"shop","name":"web","uid":"uid-secret",
      "fieldPath":"spec.containers{app}"},
     "reason":"Failed","type":"Warning","count":1,"lastTimestamp":"2026-03-04T05:06:08Z",
     "message":"pull failed: https://user:%1$s@ghcr.io/v2/?token=%1$s, Authorization: Basic %1$s"}
    """
        .formatted(SECRET);
  }
}
