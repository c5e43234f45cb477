package io.pulltriage.standalone.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** On which port of this machine a command serves. */
final class PortOption {

  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Port of REST and the page on 127.0.0.1, 0 for any that is free (${DEFAULT-VALUE}).",
      defaultValue = "8080")
  private int port;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  /**
   * The port.
   *
   * @throws ParameterException if it is none
   */
  int value() {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(), "'" + port + "' is not a port: --port takes 0 to " + MAX_PORT);
    }
    return port;
  }
}
