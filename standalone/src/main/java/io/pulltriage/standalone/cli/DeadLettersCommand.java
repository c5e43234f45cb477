package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.terminal.Console;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after dead letters. */
@Command(
    name = "dead-letters",
    description = "Lists and shows records that could not be processed, and tries them again.",
    synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  static CommandLine with(Console console, Map<String, String> environment) {
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new DeadLettersListCommand(console, environment))
        .addSubcommand(new DeadLettersShowCommand(console, environment))
        .addSubcommand(new DeadLettersRetryCommand(console, environment));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given: list, show or retry");
  }
}
