package io.pulltriage.standalone.cli;

import io.pulltriage.settings.ConfigReader;
import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.standalone.terminal.Table;
import io.pulltriage.streams.alert.sink.AlertSink;
import io.pulltriage.streams.alert.sink.Outcome;
import io.pulltriage.streams.alert.sink.Secrets;
import io.pulltriage.streams.alert.sink.Sinks;
import io.pulltriage.streams.alert.sink.TestAlert;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends an alert that says it is a test through each sink. */
@Command(
    name = "test",
    description =
        "Sends a test alert, and that it is over, through each configured sink, and prints what"
            + " came back.")
final class AlertsTestCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML file, such as the analyzer's, of which 'alerts' counts; docs/alerting.md has examples.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key over file and environment; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--sink", paramLabel = "NAME", description = "Only this sink; may be repeated.")
  private List<String> only = new ArrayList<>();

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  private final Console console;
  private final Map<String, String> environment;

  AlertsTestCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  /**
   * What came back of one message.
   *
   * @param sink from whom
   * @param type what kind of receiver that is
   * @param message what it was sent
   * @param outcome what became of it
   */
  private record Result(String sink, String type, String message, Outcome outcome) {

    boolean isDelivered() {
      return outcome instanceof Outcome.Delivered;
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    AlertsConfig config =
        ConfigReader.read(AnalyzerServiceConfig.defaults(), file, environment, overrides).alerts();
    for (String name : only) {
      if (!config.sinks().contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--sink " + name + ": there is no such sink; there are: " + config.sinks());
      }
    }
    if (config.sinks().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no sink is configured: --config names a file that has some");
    }
    List<Result> results = results(Sinks.of(config, new Secrets(environment), Clock.systemUTC()));
    console.progress().close();
    console.results().write(table().render(results, console.screen()));
    console.results().flush();
    return results.stream().allMatch(Result::isDelivered) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<Result> results(List<AlertSink> sinks) throws InterruptedException {
    List<Result> results = new ArrayList<>();
    for (AlertSink sink : sinks) {
      try (sink) {
        if (only.isEmpty() || only.contains(sink.name())) {
          console.progress().show("telling " + sink.name());
          Instant now = Clock.systemUTC().instant();
          results.add(
              new Result(
                  sink.name(),
                  sink.type(),
                  "opened",
                  sink.deliver(List.of(TestAlert.opened(now))).get(0)));
          results.add(
              new Result(
                  sink.name(),
                  sink.type(),
                  "resolved",
                  sink.deliver(List.of(TestAlert.resolved(now.plusSeconds(1)))).get(0)));
        }
      }
    }
    return results;
  }

  private static Table<Result> table() {
    return new Table<>(
        List.of(
            Column.of("SINK", 8, 4, Result::sink),
            Column.of("TYPE", 7, 2, Result::type),
            Column.of("MESSAGE", 7, 3, Result::message),
            Column.<Result>of("OK", 3, 5, result -> result.isDelivered() ? "yes" : "no")
                .styled(result -> result.isDelivered() ? Style.PLAIN : Style.WARNING),
            Column.of("ANSWER", 20, 1, result -> result.outcome().detail())));
  }
}
