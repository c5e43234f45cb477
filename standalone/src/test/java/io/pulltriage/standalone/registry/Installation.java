package io.pulltriage.standalone.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.service.ProducerService;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.standalone.cli.Outcome;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.service.AnalyzerService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Topics and schemas with a prefix of their own, and the commands and services that use them.
 * Immutable.
 *
 * @param name of it, with which its topics begin
 * @param kafka the broker's address
 * @param registry the schema registry's address
 * @param folder for the analyzer's state
 */
record Installation(String name, String kafka, String registry, Path folder) {

  Topics topics() {
    return new Topics(name + '.');
  }

  /** The subject of a topic's values. */
  static String subject(String topic) {
    return topic + "-value";
  }

  /** Runs a command that needs both. */
  Outcome run(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    settings().forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  /** Starts the analyzer with further settings. */
  AnalyzerService analyzer(String... more) throws IOException, InterruptedException {
    return AnalyzerService.start(
        ConfigReader.read(
            AnalyzerServiceConfig.defaults(),
            null,
            Map.of(),
            all(
                more,
                "applicationId=" + name,
                "kafka.num.standby.replicas=0",
                "stateDir=" + folder.resolve(name),
                "api.port=0")),
        null,
        Map.of());
  }

  /** A producer with further settings, not started. */
  ProducerService producer(String... more) {
    return new ProducerService(
        ConfigReader.read(
            ProducerConfig.defaults(),
            null,
            Map.of(),
            all(more, "clusters.rescan=200ms", "publish.heartbeat=1s")),
        Clock.systemUTC(),
        new SimpleMeterRegistry());
  }

  /** The serdes of the product, with nothing known yet of the registry. */
  PublicSerdes serdes() {
    return new PublicSerdes(Map.of(PublicSerdes.REGISTRY_URL, registry));
  }

  /** The registry, as anybody may ask it; the caller closes it. */
  SchemaRegistryClient client() {
    return SchemaRegistryClientFactory.newClient(
        List.of(registry), 100, List.of(new AvroSchemaProvider()), Map.of(), Map.of());
  }

  private List<String> all(String[] more, String... these) {
    return Stream.of(settings().stream(), Stream.of(these), Stream.of(more))
        .flatMap(all -> all)
        .toList();
  }

  private List<String> settings() {
    return List.of(
        "topicPrefix=" + topics().prefix(),
        "kafka.bootstrap.servers=" + kafka,
        "schemaRegistry.url=" + registry);
  }
}
