package io.pulltriage.producer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.http.ConnectionLimits;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.settings.ConfigException;
import io.pulltriage.settings.ConfigPage;
import io.pulltriage.settings.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @Test
  void shouldHaveADefaultForEverything() throws IOException {
    assertThat(read("")).isEqualTo(ProducerConfig.defaults());
    assertThat(ConfigReader.read(ProducerConfig.defaults(), null, Map.of(), List.of()))
        .isEqualTo(ProducerConfig.defaults());
  }

  @Test
  void shouldTakeAnotherValueForEveryKey() throws IOException {
    // Given
    String yaml =
        """
        topicPrefix: ours.
        kafka:
          bootstrap.servers: kafka:9093
          security: {protocol: SSL}
        schemaRegistry:
          url: https://registry
          properties: {basic.auth.user.info: "me:secret"}
        clusters:
          inCluster: {enabled: true, name: home}
          kubeconfig: {file: /k, contexts: [one, two], allContexts: false}
          folder: {path: /folder, exec: true}
          hub:
            argoCd: true
            argoCdNamespace: gitops
            clusterApi: true
            clusterApiNamespaces: [fleet]
            kubeconfig: /hub
            context: hub
          names: {one: first}
          rescan: 1m
        watch:
          pageSize: 100
          concurrentLists: 2
          threads: 8
          silentAfter: 2m
          requestTimeout: 10s
          watchTimeout: 5m
          backOffFrom: 500ms
          backOffTo: 30s
        publish:
          heartbeat: 20s
          imageInterval: 30s
          wellFor: 5m
          successorWindow: 1m
          pullingFor: 90s
        delivery: {bufferedEvents: 500, inFlight: 10, retryAfter: 2s, closeWithin: 5s}
        leases:
          enabled: true
          namespace: ours
          kubeconfig: /own
          duration: 30s
          renewWithin: 20s
          retryEvery: 5s
        http:
          host: 127.0.0.1
          port: 9000
          connections:
            total: 50
            perClient: 5
            requestTimeout: 3s
            idleTimeout: 20s
            minBytesPerSecond: 100
        """;

    // When
    ProducerConfig config = read(yaml);

    // Then
    assertThat(config)
        .isEqualTo(
            new ProducerConfig(
                "ours.",
                Map.of("bootstrap.servers", "kafka:9093", "security.protocol", "SSL"),
                new SchemaRegistryConfig(
                    "https://registry", Map.of("basic.auth.user.info", "me:secret")),
                new ClustersConfig(
                    new ClustersConfig.InCluster(true, "home"),
                    new ClustersConfig.Kubeconfig("/k", List.of("one", "two"), false),
                    new ClustersConfig.Folder("/folder", true),
                    new ClustersConfig.Hub(true, "gitops", true, List.of("fleet"), "/hub", "hub"),
                    Map.of("one", "first"),
                    Duration.ofMinutes(1)),
                new WatchConfig(
                    100,
                    2,
                    8,
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30)),
                new FeedConfig(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(90)),
                new DeliveryConfig(500, 10, Duration.ofSeconds(2), Duration.ofSeconds(5)),
                new LeaseConfig(
                    true,
                    "ours",
                    "/own",
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5)),
                new HttpConfig(
                    "127.0.0.1",
                    9000,
                    new ConnectionLimits(
                        50, 5, Duration.ofSeconds(3), Duration.ofSeconds(20), 100))));
    assertThat(ConfigPage.keys(config))
        .as("the test names every key")
        .allSatisfy(key -> assertThat(yaml).contains(key.replaceAll(".*\\.", "").concat(":")));
  }

  @Test
  void shouldPreferTheCommandLineToTheEnvironmentToTheFile() throws IOException {
    // Given
    Path file = write("watch: {pageSize: 1, threads: 1, concurrentLists: 1}");

    // When
    ProducerConfig config =
        ConfigReader.read(
            ProducerConfig.defaults(),
            file,
            Map.of(
                "PULLTRIAGE_WATCH_PAGE_SIZE", "2",
                "PULLTRIAGE_WATCH_THREADS", "2",
                "PULLTRIAGE_KAFKA_SASL_MECHANISM", "PLAIN",
                "PULLTRIAGE_CLUSTERS_KUBECONFIG_CONTEXTS", "a, b",
                "PULLTRIAGE_SERVICE_HOST", "10.0.0.1"),
            List.of("watch.pageSize=3", "kafka.sasl.jaas.config=a=b"));

    // Then
    assertThat(config.watch().pageSize()).isEqualTo(3);
    assertThat(config.watch().threads()).isEqualTo(2);
    assertThat(config.watch().concurrentLists()).isEqualTo(1);
    assertThat(config.clusters().kubeconfig().contexts()).containsExactly("a", "b");
    assertThat(config.kafka())
        .containsEntry("sasl.mechanism", "PLAIN")
        .containsEntry("sasl.jaas.config", "a=b");
  }

  @Test
  void shouldNameEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                ConfigReader.read(
                    ProducerConfig.defaults(),
                    write(
                        """
                        watch:
                          pageSize: many
                          silentFor: 30s
                          backOffTo: 1ms
                        clusters: here
                        http:
                          port: 70000
                        """),
                    Map.of("PULLTRIAGE_LEASES_ENABLED", "yes"),
                    List.of("watch.threds=4", "nonsense")))
        .isInstanceOf(ConfigException.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.lines().map(line -> line.replace(folder + "/", "")))
                    .containsExactlyInAnyOrder(
                        "producer.yaml:2: watch.pageSize takes a whole number, not 'many'",
                        "producer.yaml:3: unknown key watch.silentFor; the nearest known key is"
                            + " watch.silentAfter",
                        "producer.yaml:4: watch.backOffTo (PT0.001S) must not be shorter than"
                            + " backOffFrom (PT1S)",
                        "producer.yaml:5: unknown key clusters: it takes keys of its own, not a"
                            + " value",
                        "producer.yaml:7: http.port must be between 0 and 65535, is 70000",
                        "PULLTRIAGE_LEASES_ENABLED: leases.enabled takes true or false, not 'yes'",
                        "--set: unknown key watch.threds; the nearest known key is watch.threads",
                        "--set nonsense: key=value is expected"));
  }

  @Test
  void shouldSayWhereAFileIsNoYaml() {
    assertThatThrownBy(() -> read("watch:\n  - a\n b: ]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("producer.yaml:3: is not valid YAML");
    assertThatThrownBy(() -> read("watch: {threads: 1}\nwatch.threads: 2"))
        .hasMessageContaining("producer.yaml:2: watch.threads is there twice");
    assertThatThrownBy(() -> read("- a"))
        .hasMessageContaining("producer.yaml:1: keys and values are expected");
  }

  @Test
  void shouldRefuseAFileThatIsNestedTooDeep() {
    int levels = 20_000;

    assertThatThrownBy(() -> read("watch:\n  threads: " + "[".repeat(levels) + "]".repeat(levels)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("producer.yaml:2: is nested more than 64 levels deep");
  }

  @Test
  void shouldSayThatAFileIsMissing() {
    assertThatThrownBy(
            () ->
                ConfigReader.read(
                    ProducerConfig.defaults(), folder.resolve("none"), Map.of(), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith("none: there is no such file");
  }

  private ProducerConfig read(String yaml) throws IOException {
    return ConfigReader.read(ProducerConfig.defaults(), write(yaml), Map.of(), List.of());
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("producer.yaml"), yaml);
  }
}
