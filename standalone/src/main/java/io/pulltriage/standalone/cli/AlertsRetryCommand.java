package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Has a running application try anew what it gave up to tell. */
@Command(name = "retry", description = "Has all instances try anew the messages that they gave up.")
final class AlertsRetryCommand implements Callable<Integer> {

  @Mixin private final RemoteOptions remote = new RemoteOptions();

  private final Console console;
  private final Map<String, String> environment;

  AlertsRetryCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    int parked = remote.api(environment).retryAlerts();
    console
        .messages()
        .println("pulltriage: messages that had been given up and are tried anew: " + parked);
    return ExitCode.OK;
  }
}
