package io.pulltriage.standalone.cli;

import io.pulltriage.schemas.setup.Setup;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what is missing or differs, and changes nothing. */
@Command(
    name = "plan",
    description = "Says which topics and schemas are missing or differ, and changes nothing.",
    exitCodeList = {"0:all is as it should be", "1:failed", "2:wrong usage", "3:something differs"})
final class TopicsPlanCommand implements Callable<Integer> {

  /** Status when there is something to do. */
  static final int DIFFERS = 3;

  @Mixin private TopicsOptions options = new TopicsOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  private final Console console;
  private final Map<String, String> environment;

  TopicsPlanCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    console.progress().show("asking Kafka and the schema registry");
    try (Setup setup = options.connect(spec.commandLine(), environment)) {
      Setup.Plan plan = setup.plan();
      console.progress().close();
      TopicsReport.print(plan.differences(), options.format(), console);
      if (plan.differences().isEmpty()) {
        console.messages().println("pulltriage: topics and schemas are as they should be");
        return ExitCode.OK;
      }
      return DIFFERS;
    }
  }
}
