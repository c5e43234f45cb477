package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.reclassify.Reclassification;
import io.pulltriage.standalone.reclassify.Reclassifier;
import io.pulltriage.standalone.reclassify.ReclassifyOptions;
import io.pulltriage.standalone.replay.ReplayOptions;
import io.pulltriage.standalone.replay.ReplayRunner;
import io.pulltriage.standalone.replay.Speed;
import io.pulltriage.standalone.report.DifferenceOutput;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Feeds recorded clusters through the whole pipeline. */
@Command(
    name = "replay",
    description = {
      "Feeds recorded watch streams through the whole pipeline, with a Kafka of its own.",
      "A capture is a folder of <cluster>.<pods|nodes|events>.watch.jsonl files, plain or .gz.",
      "With --from-kafka: what the topics of an installation still have, with today's rules."
    })
final class ReplayCommand implements Callable<Integer> {

  @Parameters(arity = "0..*", paramLabel = "CAPTURE", description = "Folder of recorded streams.")
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
      description = "How fast: max, or a factor such as 50x (max).",
      converter = SpeedConverter.class)
  private @Nullable Speed speed;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "table or json: one object a line (${DEFAULT-VALUE}).",
      defaultValue = "table",
      converter = ReportFormat.Converter.class)
  private ReportFormat format = ReportFormat.TABLE;

  @Mixin private final KnowledgeOptions knowledge = new KnowledgeOptions();

  @Mixin private final KafkaOptions kafka = new KafkaOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  @Mixin private final AlertOptions alerts = new AlertOptions();

  private final Console console;
  private final ReplayRunner runner;
  private final Reclassifier reclassifier;

  ReplayCommand(Console console, ReplayRunner runner, Reclassifier reclassifier) {
    this.console = console;
    this.runner = runner;
    this.reclassifier = reclassifier;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (kafka.fromKafka()) {
      return reclassify();
    }
    kafka.requireUnused(spec.commandLine());
    if (captures.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Missing required parameter: 'CAPTURE'; or --from-kafka");
    }
    ReplayOptions options =
        new ReplayOptions(
            captures,
            speed == null ? Speed.MAX : speed,
            once,
            OptionalInt.empty(),
            knowledge.files(),
            alerts.config(System.getenv()));
    ReplayReport.Telling telling = once ? ReplayReport.Telling.END : ReplayReport.Telling.CHANGES;
    ReplayReport report = new ReplayReport(console, format, telling);
    runner.run(options, report, console.progress());
    return report.status();
  }

  private int reclassify() throws IOException, InterruptedException {
    if (!captures.isEmpty() || once || speed != null) {
      String unfit = once ? "--once" : speed != null ? "--speed" : "'" + captures.get(0) + "'";
      throw new ParameterException(
          spec.commandLine(), unfit + " is for captures, which --from-kafka does not read");
    }
    ReclassifyOptions options = kafka.read(spec.commandLine(), knowledge.files());
    Reclassification result = reclassifier.run(options, console.progress());
    console.progress().close();
    console
        .results()
        .write(
            switch (format) {
              case TABLE -> DifferenceOutput.text(result, console.screen());
              case JSON -> DifferenceOutput.json(result);
            });
    return ExitCode.OK;
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
