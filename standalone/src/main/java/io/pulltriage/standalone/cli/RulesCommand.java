package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.terminal.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Work on rules. */
@Command(
    name = "rules",
    description = "Tests rules against examples, and shows those there are.",
    synopsisSubcommandLabel = "COMMAND")
final class RulesCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  static CommandLine with(Console console) {
    return new CommandLine(new RulesCommand())
        .addSubcommand(new RulesTestCommand(console))
        .addSubcommand(new RulesListCommand(console))
        .addSubcommand(new RulesShowCommand(console))
        .addSubcommand(new RulesUnreadCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command given: test, list, show or unread");
  }
}
