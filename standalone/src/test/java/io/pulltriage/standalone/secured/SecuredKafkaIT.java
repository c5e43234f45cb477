package io.pulltriage.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.service.ProducerService;
import io.pulltriage.schemas.setup.Role;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.standalone.cli.Outcome;
import io.pulltriage.standalone.pipeline.StormyCluster;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.service.AnalyzerService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, passwords, tokens and an authorizer: with what each role needs, and with a bit less. */
class SecuredKafkaIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String REGISTRY = "mock://secured";

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private static Path folder;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static SecuredKafka kafka;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static StormyCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    kafka =
        new SecuredKafka(
            folder,
            List.of(
                "setup",
                "producer",
                "analyzer",
                "unwatchful",
                "readonly",
                "untransacted",
                "unpublished"));
    cluster = new StormyCluster();
    cluster.fail("web");
    Files.createDirectories(folder.resolve("clusters"));
    Files.writeString(folder.resolve("clusters").resolve("one"), cluster.kubeconfig("prod"));
    kafka.grant(Role.SETUP, "setup");
    Path config = kafka.config("setup.yaml", kafka.scram("setup"), REGISTRY, "");
    Outcome applied =
        Outcome.of("topics", "apply", "--config", config.toString(), "--partitions", "1");
    assertThat(applied.status()).as(applied.err()).isZero();
  }

  @AfterAll
  static void stop() {
    cluster.close();
    kafka.close();
  }

  @Test
  void shouldRunBothServicesWithExactlyTheRightsOfTheirRoles() throws Exception {
    // Given
    kafka.grant(Role.PRODUCER, "producer");
    kafka.grant(Role.ANALYZER, "analyzer");
    AtomicInteger told = new AtomicInteger();
    HttpServer receiver = receiver(told);
    String alerts =
        """
        alerts:
          webhooks: {router: {url: 'http://127.0.0.1:%d'}}
          routes: {all: {sinks: [router], minAge: 0s}}
          digest: {settle: 1s}
        """
            .formatted(receiver.getAddress().getPort());

    // When
    try (AnalyzerService analyzer = analyzer("analyzer", alerts);
        ProducerService producer = producer("producer", kafka.scram("producer"))) {
      producer.start();

      // Then
      await().atMost(PATIENCE).until(() -> incidents(analyzer).contains("shop/StatefulSet/web"));
      await().atMost(PATIENCE).until(() -> told.get() > 0);
      analyzer.watch(Duration.ofSeconds(1));
    } finally {
      receiver.stop(0);
    }
    try (ProducerService again = producer("producer", kafka.scram("producer"))) {
      again.start();
      await().atMost(PATIENCE).until(() -> again.clusters().containsValue(true));
      assertThat(again.ready().ok()).as(again.ready().reason()).isTrue();
    }
  }

  @Test
  void shouldPassTokensThrough() throws Exception {
    // Given
    kafka.grant(Role.SETUP, "token-setup");
    kafka.grant(Role.PRODUCER, "token-producer");
    Path config = kafka.config("token.yaml", kafka.oauth("token-setup"), REGISTRY, "");

    // When
    Outcome plan = Outcome.of("topics", "plan", "--config", config.toString());

    // Then
    assertThat(plan.status()).as(plan.err()).isZero();
    try (ProducerService producer = producer("token-producer", kafka.oauth("token-producer"))) {
      producer.start();
      await().atMost(PATIENCE).until(() -> producer.clusters().containsValue(true));
      assertThat(producer.ready().ok()).as(producer.ready().reason()).isTrue();
    }
  }

  @Test
  void shouldSayWhichRightAProducerLacks() throws Exception {
    // Given
    kafka.grant(Role.PRODUCER, "unwatchful", on(AclOperation.DESCRIBE_CONFIGS, "pods"));
    kafka.grant(Role.PRODUCER, "readonly", on(AclOperation.WRITE, "clusters"));

    // When
    try (ProducerService unwatchful = producer("unwatchful", kafka.scram("unwatchful"));
        ProducerService readonly = producer("readonly", kafka.scram("readonly"))) {
      unwatchful.start();
      readonly.start();

      // Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(unwatchful.ready().reason())
                      .contains("settings of topic " + kafka.topics.pods(), "authorization failed")
                      .contains("docs/security-kafka.md"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(readonly.ready().reason())
                      .contains("Kafka does not take records", kafka.topics.clusters()));
    }
  }

  @Test
  void shouldStopAnAnalyzerThatMayNotTransact() throws Exception {
    // Given
    kafka.grant(
        Role.ANALYZER,
        "untransacted",
        binding -> binding.pattern().resourceType() == ResourceType.TRANSACTIONAL_ID);

    // When
    try (AnalyzerService analyzer = analyzer("untransacted", "")) {
      // Then
      assertThatThrownBy(() -> analyzer.watch(PATIENCE))
          .hasMessageContaining("the analyzer has stopped")
          .hasStackTraceContaining("TransactionalIdAuthorizationException");
    }
  }

  @Test
  void shouldStopAnAnalyzerThatMayNotPublishAndSayWhichRightItLacks() throws Exception {
    // Given something to publish, whatever other tests have published already
    kafka.grant(Role.PRODUCER, "producer");
    kafka.grant(Role.ANALYZER, "unpublished", on(AclOperation.WRITE, "incidents"));
    cluster.fail("unpublished");

    // When
    try (AnalyzerService analyzer = analyzer("unpublished", "");
        ProducerService producer = producer("producer", kafka.scram("producer"))) {
      producer.start();

      // Then
      assertThatThrownBy(() -> analyzer.watch(PATIENCE))
          .hasMessageContaining("the analyzer has stopped: Not authorized to access topics")
          .hasMessageContaining(kafka.topics.incidents())
          .hasMessageEndingWith("docs/security-kafka.md has the rights that are needed");
    }
  }

  private static Predicate<AclBinding> on(AclOperation operation, String topic) {
    return binding ->
        binding.entry().operation() == operation && binding.pattern().name().endsWith('.' + topic);
  }

  private static ProducerService producer(String user, Map<String, String> kafkaSettings)
      throws IOException {
    Path config =
        kafka.config(
            user + ".yaml",
            kafkaSettings,
            REGISTRY,
            """
            clusters: {folder: {path: "%s"}, rescan: 200ms}
            publish: {heartbeat: 1s}
            """
                .formatted(folder.resolve("clusters")));
    return new ProducerService(
        ConfigReader.read(ProducerConfig.defaults(), config, Map.of(), List.of()),
        Clock.systemUTC(),
        new SimpleMeterRegistry());
  }

  private static AnalyzerService analyzer(String user, String more) throws Exception {
    Path config =
        kafka.config(
            user + ".yaml",
            kafka.scram(user),
            REGISTRY,
            "stateDir: '%s'\napi: {port: 0}\n".formatted(folder.resolve("state-" + user)) + more);
    return AnalyzerService.start(
        ConfigReader.read(AnalyzerServiceConfig.defaults(), config, Map.of(), List.of()),
        null,
        Map.of());
  }

  private static String incidents(AnalyzerService analyzer)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(analyzer.address() + "/api/v1/incidents")).build(),
            BodyHandlers.ofString())
        .body();
  }

  private static HttpServer receiver(AtomicInteger told) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          told.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
