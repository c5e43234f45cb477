package io.pulltriage.standalone.cli;

import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.standalone.explain.KnowledgeFiles;
import io.pulltriage.standalone.reclassify.ReclassifyOptions;
import io.pulltriage.standalone.reclassify.SourceKafka;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What of a Kafka to read again. */
final class KafkaOptions {

  @Option(
      names = "--from-kafka",
      description =
          "Instead of captures: read again what a Kafka still has, with today's rules, and say"
              + " which incidents differ.")
  private boolean fromKafka;

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "The Kafka; with --from-kafka.")
  private @Nullable String bootstrapServer;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description = "Its schema registry; with --from-kafka.")
  private @Nullable String schemaRegistry;

  @Option(
      names = "--kafka-property",
      paramLabel = "KEY=VALUE",
      description = "Setting of Kafka's or the registry's client; may be repeated.")
  private List<String> properties = new ArrayList<>();

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Properties file of such settings, for what is secret.")
  private @Nullable Path file;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "How the topics' names begin (" + Topics.DEFAULT_PREFIX + ").")
  private @Nullable String topicPrefix;

  @Option(
      names = "--since",
      paramLabel = "TIME|AGE",
      description =
          "From when on, such as 2026-11-24T08:00:00Z or 36h; otherwise all that is retained.",
      converter = SinceConverter.class)
  private @Nullable Instant since;

  @Option(
      names = "--apply",
      description = "Write what differs of incidents that are over to the incidents topic.")
  private boolean apply;

  boolean fromKafka() {
    return fromKafka;
  }

  /**
   * Refuses options that mean nothing without {@code --from-kafka}.
   *
   * @throws ParameterException that names the first
   */
  void requireUnused(CommandLine command) {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--bootstrap-server", bootstrapServer != null);
    given.put("--schema-registry", schemaRegistry != null);
    given.put("--kafka-property", !properties.isEmpty());
    given.put("--kafka-config", file != null);
    given.put("--topic-prefix", topicPrefix != null);
    given.put("--since", since != null);
    given.put("--apply", apply);
    given.forEach(
        (option, present) -> {
          if (present) {
            throw new ParameterException(command, option + " needs --from-kafka");
          }
        });
  }

  /**
   * What they ask for.
   *
   * @throws ParameterException if one is missing or wrong; names it
   * @throws IOException if the file cannot be read
   */
  ReclassifyOptions read(CommandLine command, KnowledgeFiles knowledge) throws IOException {
    Map<String, String> settings = new HashMap<>(fileSettings());
    for (String property : properties) {
      int equals = property.indexOf('=');
      if (equals < 1) {
        throw new ParameterException(
            command, "--kafka-property takes KEY=VALUE, not '" + property + "'");
      }
      settings.put(property.substring(0, equals), property.substring(equals + 1));
    }
    put(settings, CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServer);
    put(settings, PublicSerdes.REGISTRY_URL, schemaRegistry);
    require(settings, CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "--bootstrap-server", command);
    require(settings, PublicSerdes.REGISTRY_URL, "--schema-registry", command);
    Topics topics = topicPrefix == null ? Topics.withDefaultPrefix() : new Topics(topicPrefix);
    return new ReclassifyOptions(
        new SourceKafka(settings, topics), since == null ? Instant.EPOCH : since, apply, knowledge);
  }

  private Map<String, String> fileSettings() throws IOException {
    Map<String, String> settings = new HashMap<>();
    if (file != null) {
      Properties read = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        read.load(reader);
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": is not a properties file: " + e.getMessage(), e);
      }
      read.stringPropertyNames().forEach(key -> settings.put(key, read.getProperty(key)));
    }
    return settings;
  }

  private static void put(Map<String, String> settings, String key, @Nullable String value) {
    if (value != null) {
      settings.put(key, value);
    }
  }

  private static void require(
      Map<String, String> settings, String key, String option, CommandLine command) {
    if (settings.getOrDefault(key, "").isBlank()) {
      throw new ParameterException(command, "--from-kafka needs " + option);
    }
  }
}
