package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.remote.RemoteApi;
import io.pulltriage.standalone.remote.RemoteException;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.streams.query.Field;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks a running instance. */
abstract class RemoteCommand implements Callable<Integer> {

  private static final int BAD_REQUEST = 400;

  @Mixin private final RemoteOptions remote = new RemoteOptions();
  @Mixin private final ListOptions list = new ListOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // Set when the command line is made.
  private FilterOptions filters;

  private final Console console;
  private final Map<String, String> environment;

  RemoteCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  /** Asks and prints; gives the exit status. */
  abstract int ask(RemoteApi api, RemoteReport report) throws IOException, InterruptedException;

  ListOptions list() {
    return list;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      return ask(remote.api(environment), new RemoteReport(console, list));
    } catch (RemoteException e) {
      if (e.status() == BAD_REQUEST) {
        // What the server has to say of a filter is about the command's arguments.
        throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** The command line of this command, with an option for each filter. */
  CommandLine commandLine(Field.Subject subject) {
    CommandLine command = new CommandLine(this);
    filters = new FilterOptions(subject, command);
    return command;
  }

  /** The filters that are set, by parameter. */
  Map<String, String> filters() {
    return filters.values();
  }
}
