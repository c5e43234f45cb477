package io.pulltriage.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done about alerts; its sub-commands do it. */
@Command(
    name = "alerts",
    description = "Tries out who is told of incidents and outbreaks, and shows how that stands.")
final class AlertsCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "alerts takes a command: test, show or retry");
  }
}
