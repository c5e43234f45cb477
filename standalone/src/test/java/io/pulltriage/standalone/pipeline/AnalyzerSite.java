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
import io.pulltriage.testkit.Statuses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the analyzer's process needs around it: a broker, a registry, a receiver of alerts, settings
 * in a folder, and somebody who publishes. Not thread-safe.
 */
final class AnalyzerSite implements AutoCloseable {

  /** The analyzer's {@code applicationId}. */
  static final String APPLICATION = "process";

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Pattern SERVING = Pattern.compile("serving on (http://\\S+)");
  private static final Topics TOPICS = new Topics("process.");

  private final HttpClient http = HttpClient.newHttpClient();
  private final KafkaFixture kafka = KafkaFixture.start();
  private final HttpRegistry registry = new HttpRegistry(kafka.registryUrl());
  private final Receiver receiver;
  private final Path config;
  private final Path log;

  /**
   * Starts all but the analyzer.
   *
   * @param clients more settings of Kafka's clients, in YAML's short form
   */
  AnalyzerSite(Path folder, String... clients) throws IOException {
    receiver = new Receiver();
    log = folder.resolve("analyzer.log");
    config =
        Files.writeString(
            folder.resolve("analyzer.yaml"),
            """
            topicPrefix: process.
            applicationId: %s
            kafka: {bootstrap.servers: "%s"%s}
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
                    APPLICATION,
                    kafka.bootstrapServers(),
                    Arrays.stream(clients).map(one -> ", " + one).collect(Collectors.joining()),
                    registry.url(),
                    folder.resolve("state"),
                    receiver.url()));
  }

  /** A pod whose image has no such tag. */
  static Pods pod(String name) {
    return Pods.failing("lab-a", "shop", name)
        .waiting("app", "ErrImagePull", "manifest unknown: manifest unknown");
  }

  /** Starts the analyzer, with more arguments, and returns when it serves. */
  ServiceProcess start(String... more) throws IOException {
    return start(log, more);
  }

  /** Starts another instance, with its own folder for state and log; returns when it serves. */
  ServiceProcess startIn(Path folder) throws IOException {
    return start(folder.resolve("analyzer.log"), "--set", "stateDir=" + folder.resolve("state"));
  }

  private ServiceProcess start(Path log, String... more) throws IOException {
    int before = said(log).length();
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
              assertThat(process.isAlive()).as(() -> said(log)).isTrue();
              return SERVING.matcher(said(log).substring(before)).find();
            });
    return process;
  }

  /** Time goes on while one waits: a fact is told only once its cluster's clock has passed it. */
  void awaitTold(ServiceProcess process, String change, String workload) {
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
  List<String> told(String change, String workload) {
    return receiver.requests().stream()
        .map(Receiver.Request::text)
        .filter(text -> text.contains("\"change\":\"" + change + '"'))
        .filter(text -> text.contains("/Deployment/" + workload + '/'))
        .toList();
  }

  /** Publishes pods, and the time until which all is known of their cluster. */
  void publish(Instant now, PodSnapshot... pods) {
    publish("lab-a", now, pods);
  }

  /** The same of any cluster. */
  void publish(String cluster, Instant now, PodSnapshot... pods) {
    try (var producer = kafka.producer(TOPICS, kafka.serdes().anySerializer())) {
      KafkaSink sink = new KafkaSink(producer, TOPICS);
      for (PodSnapshot pod : pods) {
        sink.publish(
            new Publication(
                Kind.POD, Keys.pod(pod.getCluster(), pod.getUid()), pod, pod.getObservedAt()));
      }
      ClusterStatus status = Statuses.synced(cluster, now);
      sink.publish(new Publication(Kind.CLUSTER, cluster, status, now));
      sink.flush();
    }
  }

  /** Ids of all incidents that were published, for readers of committed records. */
  Set<String> incidents() {
    try (var serde = kafka.serdes().incident()) {
      return kafka.readToEnd(TOPICS.incidents(), serde.deserializer()).stream()
          .map(ConsumerRecord::key)
          .collect(Collectors.toSet());
    }
  }

  /** A client that asks the broker. */
  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  /** What the analyzer answers. */
  String get(String path) throws IOException, InterruptedException {
    Matcher serving = SERVING.matcher(said());
    assertThat(serving.find()).isTrue();
    return http.send(
            HttpRequest.newBuilder(URI.create(serving.group(1) + path)).build(),
            BodyHandlers.ofString())
        .body();
  }

  /** What the analyzer has said since {@link #forget()}. */
  String said() {
    return said(log);
  }

  private static String said(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      return "nothing: " + e;
    }
  }

  /** Forgets what an analyzer has said that has ended. */
  void forget() throws IOException {
    Files.delete(log);
  }

  @Override
  public void close() throws IOException {
    receiver.close();
    registry.close();
    kafka.close();
  }
}
