package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.remote.RemoteApi;
import io.pulltriage.standalone.remote.RemoteTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which running instance a command asks. */
final class RemoteOptions {

  static final String SERVER_VARIABLE = "PULLTRIAGE_SERVER";
  static final String TOKEN_VARIABLE = "PULLTRIAGE_TOKEN";
  private static final String STANDARD_SERVER = "http://127.0.0.1:8080";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "The instance to ask (" + STANDARD_SERVER + ", or the variable " + SERVER_VARIABLE + ").")
  private @Nullable String server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "Token to send. Others on this machine may see it: --token-file and the variable "
              + TOKEN_VARIABLE
              + " keep it to yourself.")
  private @Nullable String token;

  @Option(names = "--token-file", paramLabel = "FILE", description = "File that holds the token.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "PEM file of the authority that the server's certificate is from.")
  private @Nullable Path authority;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  /** The instance's interface. */
  RemoteApi api(Map<String, String> environment) throws IOException {
    String address =
        server == null ? environment.getOrDefault(SERVER_VARIABLE, STANDARD_SERVER) : server;
    return new RemoteApi(
        new RemoteTarget(address(address), token(environment), Optional.ofNullable(authority)));
  }

  private URI address(String text) {
    if (!text.matches("https?://[A-Za-z0-9.\\[\\]:_-]+(/.*)?")) {
      throw new ParameterException(
          spec.commandLine(), "'" + text + "' is not an address such as " + STANDARD_SERVER);
    }
    return URI.create(text);
  }

  private Optional<String> token(Map<String, String> environment) throws IOException {
    if (token != null && tokenFile != null) {
      throw new ParameterException(spec.commandLine(), "either --token or --token-file");
    }
    if (tokenFile != null) {
      return Optional.of(Files.readString(tokenFile).strip());
    }
    return Optional.ofNullable(token == null ? environment.get(TOKEN_VARIABLE) : token);
  }
}
