package io.pulltriage.standalone.cli;

import io.pulltriage.schemas.setup.Difference;
import io.pulltriage.schemas.setup.Setup;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.DisplayText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes what is missing and changes what may be changed. */
@Command(
    name = "apply",
    description = {
      "Creates topics that are missing, registers schemas, and changes settings that may be"
          + " changed. What would lose something is left and told.",
      "Prints what it has done."
    })
final class TopicsApplyCommand implements Callable<Integer> {

  @Mixin private TopicsOptions options = new TopicsOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  private final Console console;
  private final Map<String, String> environment;

  TopicsApplyCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    console.progress().show("asking Kafka and the schema registry");
    try (Setup setup = options.connect(spec.commandLine(), environment)) {
      Map<Boolean, List<Difference>> done =
          setup.apply().differences().stream()
              .collect(
                  Collectors.partitioningBy(
                      difference -> difference.remedy() != Difference.Remedy.NONE));
      console.progress().close();
      TopicsReport.print(done.getOrDefault(true, List.of()), options.format(), console);
      List<Difference> left = done.getOrDefault(false, List.of());
      left.forEach(this::tell);
      return left.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void tell(Difference difference) {
    String told = difference.sentence() + "; it cannot be changed without loss, see docs/topics.md";
    console.messages().println("pulltriage: " + DisplayText.harmless(told));
  }
}
