package io.pulltriage.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulltriage.producer.publish.KafkaSink;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.service.ProducerService;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.standalone.cli.Outcome;
import io.pulltriage.standalone.pipeline.StormyCluster;
import io.pulltriage.streams.service.AnalyzerService;
import io.pulltriage.testkit.KafkaFixture;
import io.pulltriage.testkit.Pods;
import io.pulltriage.testkit.Statuses;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A real registry that is away when services start, publish and analyze, and comes back. */
@EnabledIf(value = ApicurioRegistry.IS_THERE, disabledReason = ApicurioRegistry.MISSING)
@SuppressWarnings("NullAway.Init") // Set before all tests and each.
class RegistryAwayIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String WEB = "web";

  @TempDir private static Path folder;
  @AutoClose private static ApicurioRegistry registry;
  @AutoClose private static KafkaFixture kafka;

  @AutoClose private final StormyCluster cluster = new StormyCluster();
  private Installation installation;
  private String clusters;

  @BeforeAll
  static void start() throws Exception {
    registry = ApicurioRegistry.start(folder);
    kafka = KafkaFixture.start();
  }

  @BeforeEach
  void install(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    installation = new Installation(name, kafka.bootstrapServers(), registry.url(), folder);
    Outcome applied = installation.run("topics", "apply", "--partitions", "1");
    assertThat(applied.status()).as(applied.err()).isZero();
    Path kubeconfigs = Files.createDirectories(folder.resolve(name + "-clusters"));
    Files.writeString(kubeconfigs.resolve("one"), cluster.kubeconfig("prod"));
    clusters = "clusters.folder.path=" + kubeconfigs;
  }

  @Test
  void shouldSayThatItIsAwayAtTheStartAndBeginWhenItIsThere() throws Exception {
    // Given
    String complaint = "the schema registry at " + registry.url() + " cannot be reached";
    registry.stop();
    cluster.fail(WEB);

    // When
    Outcome analyze = installation.run("analyze", "--set", "api.port=0");
    Outcome plan = installation.run("topics", "plan");

    // Then
    assertThat(analyze.status()).isEqualTo(1);
    assertThat(analyze.err()).contains(complaint);
    assertThat(plan.status()).isEqualTo(1);
    assertThat(plan.err()).contains(complaint);
    try (ProducerService producer = installation.producer(clusters)) {
      producer.start();
      await().atMost(PATIENCE).until(() -> producer.ready().reason().contains(complaint));

      // And when
      registry.start();

      // Then
      await().atMost(PATIENCE).until(() -> producer.clusters().containsValue(true));
      await().atMost(PATIENCE).until(() -> producer.ready().ok());
      await().atMost(PATIENCE).until(() -> has(installation.topics().pods(), WEB));
    }
  }

  @Test
  void shouldKeepWhatCannotBeWrittenWhileItIsAway() throws Exception {
    try (AnalyzerService analyzer = installation.analyzer();
        ProducerService producer = installation.producer(clusters)) {
      // Given
      producer.start();
      await().atMost(PATIENCE).until(() -> has(installation.topics().clusters(), "prod"));

      // When
      registry.stop();
      cluster.fail(WEB);
      await().atMost(PATIENCE).until(() -> !producer.ready().ok());
      assertThat(producer.ready().reason()).contains("Kafka does not take records");
      registry.start();

      // Then
      awaitIncident(analyzer);
      await().atMost(PATIENCE).until(() -> producer.ready().ok());
    }
    assertNobodyIsBlamed();
  }

  @Test
  void shouldWaitWithWhatCannotBeReadWhileItIsAway() throws Exception {
    PodSnapshot pod =
        Pods.failing("prod", "shop", WEB)
            .waiting("app", "ErrImagePull", "manifest unknown: manifest unknown")
            .at(Instant.now())
            .build();
    try (AnalyzerService analyzer = installation.analyzer();
        var producer =
            kafka.producer(
                installation.topics(), knowing(pod, Statuses.synced("prod", Instant.now())))) {
      // Given
      KafkaSink sink = new KafkaSink(producer, installation.topics());
      registry.stop();

      // When
      sink.publish(
          new Publication(
              Kind.POD, Keys.pod(pod.getCluster(), pod.getUid()), pod, pod.getObservedAt()));
      tell(sink);
      awaitQuestion();
      assertThat(kafka.readToEnd(installation.topics().incidents(), (topic, bytes) -> bytes))
          .isEmpty();
      registry.start();

      // Then
      awaitIncident(
          () -> {
            analyzer.watch(Duration.ZERO);
            tell(sink);
          });
    }
    assertNobodyIsBlamed();
  }

  /** A serializer that has asked the registry already. */
  private Serializer<SpecificRecord> knowing(PodSnapshot pod, ClusterStatus status) {
    Serializer<SpecificRecord> serializer = installation.serdes().anySerializer();
    serializer.serialize(installation.topics().pods(), pod);
    serializer.serialize(installation.topics().clusters(), status);
    return serializer;
  }

  /** Returns when somebody has asked at the registry's address, and was not answered. */
  private static void awaitQuestion() throws Exception {
    int port = URI.create(registry.url()).getPort();
    try (ServerSocket nobody = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      nobody.setSoTimeout((int) PATIENCE.toMillis());
      nobody.accept().close();
    }
  }

  /** Time goes on in a cluster: what has come is told only once its clock has passed it. */
  private static void tell(KafkaSink sink) {
    sink.publish(
        new Publication(
            Kind.CLUSTER, "prod", Statuses.synced("prod", Instant.now()), Instant.now()));
    sink.flush();
  }

  private void awaitIncident(AnalyzerService analyzer) {
    awaitIncident(() -> analyzer.watch(Duration.ZERO));
  }

  private void awaitIncident(Meanwhile meanwhile) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              meanwhile.happens();
              return has(installation.topics().incidents(), "/" + WEB + "/");
            });
  }

  /** Whether a stock consumer reads a record whose key has that in it. */
  private boolean has(String topic, String part) {
    return new StockConsumer(kafka, registry.url())
        .read(topic).stream().anyMatch(record -> record.key().contains(part));
  }

  private void assertNobodyIsBlamed() {
    assertThat(kafka.readToEnd(installation.topics().deadLetters(), (topic, bytes) -> bytes))
        .isEmpty();
  }

  private interface Meanwhile {
    void happens() throws Exception;
  }
}
