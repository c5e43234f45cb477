package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.terminal.Console;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after topics and schemas. */
@Command(
    name = "topics",
    description = "Checks and creates the topics and schemas that the services need.",
    synopsisSubcommandLabel = "COMMAND")
final class TopicsCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  static CommandLine with(Console console, Map<String, String> environment) {
    return new CommandLine(new TopicsCommand())
        .addSubcommand(new TopicsPlanCommand(console, environment))
        .addSubcommand(new TopicsApplyCommand(console, environment))
        .addSubcommand(new TopicsAclsCommand(console, environment));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given: plan, apply or acls");
  }
}
