package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.remote.RemoteApi;
import io.pulltriage.standalone.remote.RemoteChanges;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Incidents of a running instance. */
@Command(
    name = "incidents",
    description = "Asks a running instance for incidents.",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:found some, with --fail-if-any"})
final class IncidentsCommand extends RemoteCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "Shows this incident alone, with its evidence and steps.")
  private @Nullable String id;

  IncidentsCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  int ask(RemoteApi api, RemoteReport report) throws IOException, InterruptedException {
    if (id != null) {
      return report.incident(api.incident(id));
    }
    return list().isWatching()
        ? report.watch(api, RemoteChanges.Kind.INCIDENT, filters())
        : report.incidents(api.incidents(filters(), list().limit()));
  }
}
