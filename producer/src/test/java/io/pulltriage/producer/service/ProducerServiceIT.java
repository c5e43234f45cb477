package io.pulltriage.producer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.producer.config.HttpConfig;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.testing.FakeApiServer;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole producer, from API servers to a real broker. */
class ProducerServiceIT {

  private static final Instant CREATED = Instant.parse("2026-03-04T05:06:07Z");
  private static final String SECRET = "s3cr3tT0kenV4lue99";

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  @AutoClose private final FakeApiServer prod = new FakeApiServer();
  @AutoClose private final FakeApiServer stage = new FakeApiServer();

  @AutoClose
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @BeforeAll
  static void waitLongerOnSlowMachines() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
  }

  @AfterAll
  static void waitAsUsual() {
    Awaitility.reset();
  }

  @Test
  void shouldFollowClustersThatComeAndGoAndHarmNoneByAnother() throws IOException {
    // Given
    kubeconfig("one", "come-prod", prod.url());
    kubeconfig("away", "come-away", "http://127.0.0.1:1");
    Files.writeString(folder.resolve("broken"), "{");
    prod.put("pods", failing("a"));

    try (ProducerService service = service(registry)) {
      // When
      service.start();
      await().until(() -> Boolean.TRUE.equals(service.clusters().get("come-prod")));
      kubeconfig("two", "come-stage", stage.url());
      await().until(() -> Boolean.TRUE.equals(service.clusters().get("come-stage")));

      // Then
      assertThat(service.clusters()).containsEntry("come-away", false);
      assertThat(service.problems()).singleElement().asString().contains("broken");
      assertThat(service.ready().ok()).isTrue();
      await().until(() -> status("come-away").getError().isPresent());
      assertThat(podsOf("come-prod")).containsOnlyKeys("come-prod/uid-web-old-a");

      // When
      Files.delete(folder.resolve("two"));
      await().until(() -> !service.clusters().containsKey("come-stage"));
      assertThat(status("come-stage").getError()).contains("this cluster is no longer configured");
    }
    assertThat(status("come-prod").getError()).contains("the producer was told to end");
  }

  @Test
  void shouldGoOnAfterARestartAndEndWhatWentMeanwhile() throws IOException {
    // Given
    kubeconfig("one", "again", prod.url());
    prod.put("pods", failing("a"));
    prod.put("pods", failing("b"));
    try (ProducerService service = service(registry)) {
      service.start();
      await().until(() -> podsOf("again").size() == 2);
    }

    // When
    prod.delete("pods", "uid-web-old-b");
    try (ProducerService service = service(registry)) {
      service.start();
      await().until(() -> Boolean.TRUE.equals(service.clusters().get("again")));
      await().until(() -> lastOf("again/uid-web-old-b").getGone().isPresent());
      prod.put("pods", PodJson.of("web", "old", "a", CREATED).waiting("ErrImagePull", "x").json());

      // Then
      await().until(() -> lastOf("again/uid-web-old-a").getRevision() == 1);
    }
    assertThat(status("again").getGap()).isPresent();
  }

  @Test
  void shouldLetNoSecretReachKafka() throws IOException {
    // Given
    kubeconfig("one", "safe", prod.url());
    prod.put("pods", PodJson.read(podFullOfSecrets()));
    prod.put("events", PodJson.read(eventFullOfSecrets()));

    // When
    try (ProducerService service = service(registry)) {
      service.start();
      await().until(() -> Boolean.TRUE.equals(service.clusters().get("safe")));
      prod.send("pods", "garbage https://user:" + SECRET + "@registry.example\n");
      await().until(() -> status("safe").getGap().isPresent());
    }

    // Then
    assertThat(podsOf("safe")).isNotEmpty();
    List<byte[]> values = new ArrayList<>();
    for (String topic :
        List.of(
            KAFKA.topics().pods(),
            KAFKA.topics().podEvents(),
            KAFKA.topics().clusters(),
            KAFKA.topics().images(),
            KAFKA.topics().nodes())) {
      all(topic).forEach(record -> values.add(bytes(record)));
    }
    assertThat(values)
        .noneMatch(value -> new String(value, StandardCharsets.ISO_8859_1).contains(SECRET));
  }

  @Test
  void shouldServeMetricsThatAddUpAndHealthThatMeansIt() throws Exception {
    // Given
    kubeconfig("one", "metrics", prod.url());
    prod.put("pods", failing("a"));
    try (ProducerService service = service(registry);
        OperationsServer operations =
            new OperationsServer(
                new HttpConfig("127.0.0.1", 0), registry, service::live, service::ready)) {
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

  private ProducerService service(MeterRegistry meters) {
    ProducerConfig config =
        ConfigReader.read(
            ProducerConfig.defaults(),
            null,
            Map.of(),
            List.of(
                "kafka.bootstrap.servers=" + KAFKA.bootstrapServers(),
                "schemaRegistry.url=" + KAFKA.registryUrl(),
                "clusters.folder.path=" + folder,
                "clusters.rescan=200ms",
                "watch.backOffFrom=100ms"));
    return new ProducerService(config, Clock.systemUTC(), meters);
  }

  private void kubeconfig(String file, String context, String url) throws IOException {
    Path unfinished = folder.resolve("." + file);
    Files.writeString(
        unfinished,
        """
        apiVersion: v1
        kind: Config
        current-context: %1$s
        clusters: [{name: c, cluster: {server: "%2$s"}}]
        users: [{name: u, user: {token: %3$s}}]
        contexts: [{name: %1$s, context: {cluster: c, user: u}}]
        """
            .formatted(context, url, SECRET));
    Files.move(unfinished, folder.resolve(file));
  }

  private ClusterStatus status(String cluster) {
    return latest(
            KAFKA.topics().clusters(), KAFKA.serdes().clusterStatus().deserializer()::deserialize)
        .getOrDefault(
            cluster,
            ClusterStatus.newBuilder()
                .setCluster(cluster)
                .setConnected(false)
                .setSynced(false)
                .setSince(CREATED)
                .setObservedAt(CREATED)
                .build());
  }

  private Map<String, PodSnapshot> podsOf(String cluster) {
    Map<String, PodSnapshot> pods =
        latest(KAFKA.topics().pods(), KAFKA.serdes().podSnapshot().deserializer()::deserialize);
    pods.keySet().removeIf(key -> !key.startsWith(cluster + "/"));
    return pods;
  }

  private PodSnapshot lastOf(String key) {
    PodSnapshot pod = podsOf(key.substring(0, key.indexOf('/'))).get(key);
    assertThat(pod).as(key).isNotNull();
    return Objects.requireNonNull(pod);
  }

  private interface Reader<V> {
    @Nullable V read(String topic, byte[] value);
  }

  private static <V> Map<String, V> latest(String topic, Reader<V> reader) {
    Map<String, V> latest = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : all(topic)) {
      V value = record.value() == null ? null : reader.read(topic, record.value());
      if (value == null) {
        latest.remove(record.key());
      } else {
        latest.put(record.key(), value);
      }
    }
    return latest;
  }

  private static List<ConsumerRecord<String, byte[]>> all(String topic) {
    Predicate<List<ConsumerRecord<String, byte[]>>> settled = new Settled<>();
    return KAFKA.consumeAll(topic, new ByteArrayDeserializer(), settled);
  }

  /** A topic has been read when two polls in a row brought nothing new. */
  private static final class Settled<T> implements Predicate<List<T>> {
    private int size = -1;
    private int same;

    @Override
    public boolean test(List<T> records) {
      same = records.size() == size ? same + 1 : 0;
      size = records.size();
      return same >= 3;
    }
  }

  private static byte[] bytes(ConsumerRecord<String, byte[]> record) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    byte[] both = new byte[value.length + key.length];
    System.arraycopy(value, 0, both, 0, value.length);
    System.arraycopy(key, 0, both, value.length, key.length);
    return both;
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

  private static ObjectNode failing(String name) {
    return PodJson.of("web", "old", name, CREATED).waiting("ImagePullBackOff", "Back-off").json();
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
