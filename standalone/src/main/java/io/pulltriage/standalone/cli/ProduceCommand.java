package io.pulltriage.standalone.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.service.ClusterCheck;
import io.pulltriage.producer.service.OperationsServer;
import io.pulltriage.producer.service.ProducerService;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.DisplayText;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.standalone.terminal.Table;
import io.pulltriage.streams.service.ProcessMeters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The collecting part as a service. */
@Command(
    name = "produce",
    description = "Watches clusters and publishes what is in trouble to your Kafka.")
final class ProduceCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file; docs/configuration.md has every key.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key over file and environment; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--check",
      description = "Only look whether the clusters can be reached and read, and say so.")
  private boolean check;

  private final Console console;
  private final Map<String, String> environment;

  ProduceCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ProducerConfig config =
        ConfigReader.read(ProducerConfig.defaults(), file, environment, overrides);
    return check ? check(config) : produce(config);
  }

  private int produce(ProducerConfig config) throws IOException, InterruptedException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ProcessMeters process = new ProcessMeters(registry);
    try (ProducerService service = new ProducerService(config, Clock.systemUTC(), registry);
        OperationsServer operations =
            new OperationsServer(config.http(), registry, service::live, service::ready)) {
      console.messages().println("pulltriage: metrics and health on port " + operations.port());
      service.start();
      service.awaitMisfit(); // Until interrupted, or Kafka is not fit to publish to.
      return ExitCode.OK;
    } finally {
      process.close();
    }
  }

  private int check(ProducerConfig config) throws IOException {
    console.progress().show("asking the clusters");
    ClusterCheck.Report report = ClusterCheck.check(config);
    console.progress().close();
    if (!report.clusters().isEmpty()) {
      console.results().write(table().render(report.clusters(), console.screen()));
    }
    console.results().flush();
    for (String problem : report.problems()) {
      console.messages().println("pulltriage: " + DisplayText.harmless(problem));
    }
    for (String note : report.notes()) {
      console.messages().println("pulltriage: note: " + DisplayText.harmless(note));
    }
    if (report.clusters().isEmpty()) {
      console.messages().println("pulltriage: there is no cluster to watch");
    }
    return report.ok() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static Table<ClusterCheck.Result> table() {
    return new Table<>(
        List.of(
            Column.of("CLUSTER", 10, 3, ClusterCheck.Result::cluster),
            Column.<ClusterCheck.Result>of("OK", 3, 2, result -> result.ok() ? "yes" : "no")
                .styled(result -> result.ok() ? Style.PLAIN : Style.WARNING),
            Column.of("RESULT", 20, 4, ClusterCheck.Result::result),
            Column.of("FROM", 10, 1, ClusterCheck.Result::origin)));
  }
}
