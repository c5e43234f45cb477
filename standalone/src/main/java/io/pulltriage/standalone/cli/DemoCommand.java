package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.replay.BundledCapture;
import io.pulltriage.standalone.replay.ReplayOptions;
import io.pulltriage.standalone.replay.ReplayRunner;
import io.pulltriage.standalone.replay.Speed;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows on a recording of two real clusters what there is to see. */
@Command(
    name = "demo",
    description =
        "Feeds the bundled recording of two real clusters through the whole pipeline, with a Kafka"
            + " of its own, and prints the incidents.")
final class DemoCommand implements Callable<Integer> {

  @Option(names = "--once", description = "End when all is processed.")
  private boolean once;

  @Mixin private final PortOption port = new PortOption();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "table or json: one object a line (${DEFAULT-VALUE}).",
      defaultValue = "table",
      converter = ReportFormat.Converter.class)
  private ReportFormat format = ReportFormat.TABLE;

  @Mixin private final KnowledgeOptions knowledge = new KnowledgeOptions();

  @Mixin private final AlertOptions alerts = new AlertOptions();

  private final Console console;
  private final ReplayRunner runner;

  DemoCommand(Console console, ReplayRunner runner) {
    this.console = console;
    this.runner = runner;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    OptionalInt pagePort = once ? OptionalInt.empty() : OptionalInt.of(port.value());
    try (BundledCapture capture = BundledCapture.open(DemoCommand.class.getClassLoader())) {
      ReplayReport report = new ReplayReport(console, format, ReplayReport.Telling.END);
      runner.run(
          new ReplayOptions(
              List.of(capture.folder()),
              Speed.MAX,
              once,
              pagePort,
              knowledge.files(),
              alerts.config(System.getenv())),
          report,
          console.progress());
      return report.status();
    }
  }
}
