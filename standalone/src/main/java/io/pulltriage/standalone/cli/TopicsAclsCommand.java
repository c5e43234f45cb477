package io.pulltriage.standalone.cli;

import io.pulltriage.schemas.setup.Right;
import io.pulltriage.schemas.setup.Rights;
import io.pulltriage.schemas.setup.Role;
import io.pulltriage.standalone.kafka.Connection;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints which rights a role needs in Kafka; asks nobody. */
@Command(
    name = "acls",
    description = "Prints Kafka's commands that grant what a role needs, and connects to nothing.")
final class TopicsAclsCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(
      paramLabel = "ROLE",
      description = "One of producer, analyzer, setup, dead_letters, reader.",
      converter = RoleConverter.class)
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private Role role;

  @Option(
      names = "--principal",
      paramLabel = "USER",
      description = "Who gets the rights (User:pulltriage-ROLE).")
  private @Nullable String principal;

  private final Console console;
  private final Map<String, String> environment;

  TopicsAclsCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    Connection kafka = connection.read(environment);
    String who =
        principal == null
            ? "User:pulltriage-" + role.name().toLowerCase(Locale.ROOT).replace('_', '-')
            : principal;
    for (Right right : new Rights(kafka.topics(), kafka.applicationId()).of(role)) {
      console
          .results()
          .write(
              "kafka-acls.sh --bootstrap-server '%s' %s\n"
                  .formatted(kafka.kafka().get("bootstrap.servers"), right.arguments(who)));
    }
    return ExitCode.OK;
  }

  static final class RoleConverter extends ChoiceConverter<Role> {
    RoleConverter() {
      super(Role.class);
    }
  }
}
