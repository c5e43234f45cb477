package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.remote.RemoteAlerts;
import io.pulltriage.standalone.remote.RemoteAlerts.Parked;
import io.pulltriage.standalone.remote.RemoteAlerts.Sink;
import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.standalone.terminal.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** How a running instance's sinks stand. */
@Command(
    name = "show",
    description =
        "Asks a running instance how its sinks of alerts stand, and which messages were given up.",
    exitCodeList = {"0:done", "1:failed, or something was given up", "2:wrong usage"})
final class AlertsShowCommand implements Callable<Integer> {

  @Mixin private final RemoteOptions remote = new RemoteOptions();

  private final Console console;
  private final Map<String, String> environment;

  AlertsShowCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    RemoteAlerts alerts = remote.api(environment).alerts();
    if (alerts.sinks().isEmpty()) {
      console.messages().println("pulltriage: no sink of alerts is configured there");
      return ExitCode.OK;
    }
    console.results().write(sinks().render(alerts.sinks(), console.screen()));
    if (!alerts.parked().isEmpty()) {
      console.results().write('\n' + parked().render(alerts.parked(), console.screen()));
    }
    alerts.error().ifPresent(error -> console.messages().println("pulltriage: " + error));
    return alerts.parked().isEmpty() && alerts.error().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static Table<Sink> sinks() {
    return new Table<>(
        List.of(
            Column.of("SINK", 8, 5, Sink::name),
            Column.of("TYPE", 7, 2, Sink::type),
            Column.of("OPEN", 4, 4, sink -> Long.toString(sink.open())),
            Column.<Sink>of("GIVEN UP", 8, 3, sink -> Long.toString(sink.parked()))
                .styled(sink -> sink.parked() == 0 ? Style.PLAIN : Style.WARNING),
            Column.of("LAST TOLD", 20, 1, Sink::lastTold)));
  }

  private static Table<Parked> parked() {
    return new Table<>(
        List.of(
            Column.of("GIVEN UP", 8, 4, Parked::sink),
            Column.of("KIND", 8, 1, Parked::kind),
            Column.of("WHAT", 30, 3, Parked::id),
            Column.of("WHY", 20, 2, Parked::why)));
  }
}
