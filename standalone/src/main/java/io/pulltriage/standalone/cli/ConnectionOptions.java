package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.kafka.Connection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach an installation's Kafka and registry: as the services are told. */
final class ConnectionOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML file of either service, for topicPrefix, applicationId, kafka and"
              + " schemaRegistry.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one of these keys over file and environment; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  Connection read(Map<String, String> environment) {
    return Connection.read(file, environment, overrides);
  }
}
