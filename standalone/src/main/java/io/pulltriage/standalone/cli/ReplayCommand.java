package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.replay.ReplayOptions;
import io.pulltriage.standalone.replay.ReplayRunner;
import io.pulltriage.standalone.replay.Speed;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Feeds recorded clusters through the whole pipeline. */
@Command(
    name = "replay",
    description = {
      "Feeds recorded watch streams through the whole pipeline, with a Kafka of its own.",
      "A capture is a folder of <cluster>.<pods|nodes|events>.watch.jsonl files, plain or .gz."
    })
final class ReplayCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "CAPTURE", description = "Folder of recorded streams.")
  private List<Path> captures = new ArrayList<>();

  @Option(
      names = "--once",
      description =
          "End when all is processed and print how things stood then; otherwise print"
              + " each change and go on until interrupted.")
  private boolean once;

  @Option(
      names = "--speed",
      paramLabel = "max|Nx",
      description = "How fast: max, or a factor such as 50x (${DEFAULT-VALUE}).",
      defaultValue = "max",
      converter = SpeedConverter.class)
  private Speed speed = Speed.MAX;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "table or json: one object a line (${DEFAULT-VALUE}).",
      defaultValue = "table",
      converter = ReportFormat.Converter.class)
  private ReportFormat format = ReportFormat.TABLE;

  @Mixin private final AlertOptions alerts = new AlertOptions();

  private final Console console;
  private final ReplayRunner runner;

  ReplayCommand(Console console, ReplayRunner runner) {
    this.console = console;
    this.runner = runner;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ReplayOptions options =
        new ReplayOptions(
            captures, speed, once, OptionalInt.empty(), alerts.config(System.getenv()));
    ReplayReport.Telling telling = once ? ReplayReport.Telling.END : ReplayReport.Telling.CHANGES;
    ReplayReport report = new ReplayReport(console, format, telling);
    runner.run(options, report, console.progress());
    return report.status();
  }

  static final class SpeedConverter implements ITypeConverter<Speed> {

    @Override
    public Speed convert(String value) {
      try {
        return Speed.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
