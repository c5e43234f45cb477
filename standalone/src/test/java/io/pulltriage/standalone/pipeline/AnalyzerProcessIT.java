package io.pulltriage.standalone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulltriage.producer.publish.KafkaSink;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Topics;
import io.pulltriage.testkit.HttpRegistry;
import io.pulltriage.testkit.KafkaFixture;
import io.pulltriage.testkit.Pods;
import io.pulltriage.testkit.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The analyzer's process, from topics that it makes itself over its end to its second life. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
@SuppressWarnings("NullAway.Init") // Set before each test.
class AnalyzerProcessIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Pattern SERVING = Pattern.compile("serving on (http://\\S+)");
  private static final String OPENED = "opened";
  private static final String RESOLVED = "resolved";
  private static final Topics TOPICS = new Topics("process.");

  private final HttpClient http = HttpClient.newHttpClient();
  @AutoClose private final KafkaFixture kafka = KafkaFixture.start();
  @AutoClose private final HttpRegistry registry = new HttpRegistry(kafka.registryUrl());
  @AutoClose private Receiver receiver;
  private Path config;
  private Path log;

  @BeforeEach
  void configure(@TempDir Path folder) throws IOException {
    receiver = new Receiver();
    log = folder.resolve("analyzer.log");
    config =
        Files.writeString(
            folder.resolve("analyzer.yaml"),
            """
            topicPrefix: process.
            applicationId: process
            kafka: {bootstrap.servers: "%s"}
            schemaRegistry: {url: "%s"}
            stateDir: "%s"
            incidents: {holdDown: 1s}
            api: {port: 0}
            alerts:
              webhooks: {router: {url: "%s"}}
              routes: {all: {sinks: [router], minAge: 0s}}
              digest: {settle: 1s}
            """
                .formatted(
                    kafka.bootstrapServers(),
                    registry.url(),
                    folder.resolve("state"),
                    receiver.url()));
  }

  @Test
  void shouldEndOnATermSignalAndGoOnWithoutRepeatingAnAlert() throws Exception {
    Instant before = Instant.now();
    PodSnapshot failing = pod("api").at(before).build();
    try (ServiceProcess first = start("--create-topics", "1")) {
      // Given
      publish(before, failing);
      awaitTold(first, OPENED, "api");
      assertThat(get("/api/v1/incidents?status=open")).contains("TAG_NOT_FOUND", "\"api\"");

      // When
      assertThat(first.terminate()).as(this::said).isEqualTo(ServiceProcess.TERMINATED);
    }
    assertThat(said()).doesNotContain(" ERROR ");
    assertThat(groupState("process-alerts")).isEqualTo(GroupState.EMPTY);
    Files.delete(log);
    try (ServiceProcess second = start()) {
      publish(Instant.now(), pod("web").at(Instant.now()).build());

      // Then
      awaitTold(second, OPENED, "web");
      assertThat(told(OPENED, "api")).hasSize(1);
      assertThat(get("/api/v1/incidents?status=open")).contains("\"api\"", "\"web\"");

      // And when
      publish(Instant.now(), pod("api").revision(2).gone(Instant.now()).build());

      // Then
      awaitTold(second, RESOLVED, "api");
      assertThat(told(OPENED, "api")).hasSize(1);
    }
  }

  private static Pods pod(String name) {
    return Pods.failing("lab-a", "shop", name)
        .waiting("app", "ErrImagePull", "manifest unknown: manifest unknown");
  }

  private ServiceProcess start(String... more) throws IOException {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "analyze";
    arguments[1] = "--config";
    arguments[2] = config.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    ServiceProcess process = ServiceProcess.start(log, arguments);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(process.isAlive()).as(this::said).isTrue();
              return SERVING.matcher(said()).find();
            });
    return process;
  }

  /** Time goes on while one waits: a fact is told only once its cluster's clock has passed it. */
  private void awaitTold(ServiceProcess process, String change, String workload) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              assertThat(process.isAlive()).as(this::said).isTrue();
              publish(Instant.now());
              return !told(change, workload).isEmpty();
            });
  }

  /**
   * Messages about it; what failed when alerting began is told in a digest, which has words alike.
   */
  private List<String> told(String change, String workload) {
    return receiver.requests().stream()
        .map(Receiver.Request::text)
        .filter(text -> text.contains("\"change\":\"" + change + '"'))
        .filter(text -> text.contains("/Deployment/" + workload + '/'))
        .toList();
  }

  private void publish(Instant now, PodSnapshot... pods) {
    try (var producer = kafka.producer(kafka.serdes().anySerializer())) {
      KafkaSink sink = new KafkaSink(producer, TOPICS);
      for (PodSnapshot pod : pods) {
        sink.publish(
            new Publication(
                Kind.POD, Keys.pod(pod.getCluster(), pod.getUid()), pod, pod.getObservedAt()));
      }
      ClusterStatus status =
          ClusterStatus.newBuilder()
              .setCluster("lab-a")
              .setConnected(true)
              .setSynced(true)
              .setSince(Instant.EPOCH)
              .setObservedAt(now)
              .build();
      sink.publish(new Publication(Kind.CLUSTER, "lab-a", status, now));
      sink.flush();
    }
  }

  private GroupState groupState(String group) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .values()
          .iterator()
          .next()
          .get()
          .groupState();
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    Matcher serving = SERVING.matcher(said());
    assertThat(serving.find()).isTrue();
    return http.send(
            HttpRequest.newBuilder(URI.create(serving.group(1) + path)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private String said() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      return "nothing: " + e;
    }
  }
}
