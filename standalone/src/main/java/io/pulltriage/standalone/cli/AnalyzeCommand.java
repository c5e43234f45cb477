package io.pulltriage.standalone.cli;

import io.pulltriage.settings.ConfigReader;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.service.AnalyzerService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The analyzing part as a service. */
@Command(
    name = "analyze",
    description = "Finds incidents and outbreaks in what your Kafka holds, and serves them.")
final class AnalyzeCommand implements Callable<Integer> {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file; docs/configuration-analyzer.md has every key.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key over file and environment; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--create-topics",
      paramLabel = "PARTITIONS",
      description = "Create topics that are missing, with so many partitions.")
  private @Nullable Integer partitions;

  private final Console console;
  private final Map<String, String> environment;

  AnalyzeCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    AnalyzerServiceConfig config =
        ConfigReader.read(AnalyzerServiceConfig.defaults(), file, environment, overrides);
    try (AnalyzerService service = AnalyzerService.start(config, partitions, environment)) {
      console.messages().println("pulltriage: serving on " + service.address());
      while (true) {
        service.watch(LOOK_EVERY); // Until interrupted, or the analyzer fails.
      }
    }
  }
}
