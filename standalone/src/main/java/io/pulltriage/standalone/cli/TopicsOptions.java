package io.pulltriage.standalone.cli;

import io.pulltriage.schemas.setup.Setup;
import io.pulltriage.schemas.setup.SetupException;
import io.pulltriage.schemas.setup.TopicWish;
import io.pulltriage.standalone.kafka.Connection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How topics are wanted. */
final class TopicsOptions {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--partitions",
      paramLabel = "COUNT",
      description =
          "Partitions of each topic; otherwise as many as those have that are there, or "
              + TopicWish.DEFAULT_PARTITIONS
              + ".")
  private @Nullable Integer partitions;

  @Option(
      names = "--replication",
      paramLabel = "COUNT",
      description = "Copies of each partition; otherwise the brokers' default.")
  private @Nullable Integer replication;

  @Option(
      names = "--keep-retention",
      description = "Leave the times alone after which records of existing topics go.")
  private boolean keepRetention;

  @Option(
      names = "--output",
      paramLabel = "table|json",
      description = "A table, or one JSON object a line (${DEFAULT-VALUE}).",
      converter = ReportFormat.Converter.class)
  private ReportFormat format = ReportFormat.TABLE;

  ReportFormat format() {
    return format;
  }

  /** Connects as they say. */
  Setup connect(CommandLine command, Map<String, String> environment) throws SetupException {
    Connection kafka = connection.read(environment);
    TopicWish wish = TopicWish.of(kafka.topics());
    if (partitions != null) {
      wish = wish.withPartitions(positive(command, "--partitions", partitions));
    }
    if (replication != null) {
      wish = wish.withReplication(positive(command, "--replication", replication));
    }
    return Setup.connect(keepRetention ? wish : wish.withRetention(), kafka.clients());
  }

  private static int positive(CommandLine command, String option, int value) {
    if (value < 1 || value > Short.MAX_VALUE) {
      throw new ParameterException(command, option + " takes a number from 1, not " + value);
    }
    return value;
  }
}
