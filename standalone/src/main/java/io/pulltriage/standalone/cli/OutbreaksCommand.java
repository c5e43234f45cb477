package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.remote.RemoteApi;
import io.pulltriage.standalone.remote.RemoteChanges;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Outbreaks of a running instance. */
@Command(
    name = "outbreaks",
    description = "Asks a running instance for outbreaks.",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:found some, with --fail-if-any"})
final class OutbreaksCommand extends RemoteCommand {

  @Parameters(arity = "0..1", paramLabel = "ID", description = "Shows this outbreak alone.")
  private @Nullable String id;

  OutbreaksCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  int ask(RemoteApi api, RemoteReport report) throws IOException, InterruptedException {
    if (id != null) {
      return report.outbreak(api.outbreak(id));
    }
    return list().isWatching()
        ? report.watch(api, RemoteChanges.Kind.OUTBREAK, filters())
        : report.outbreaks(api.outbreaks(filters(), list().limit()));
  }
}
