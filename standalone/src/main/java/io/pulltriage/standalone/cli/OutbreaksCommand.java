package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.remote.RemoteApi;
import io.pulltriage.standalone.remote.RemoteChanges;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Outbreaks of a running instance. */
@Command(
    name = "outbreaks",
    description = "Asks a running instance for outbreaks.",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:found some, with --fail-if-any"})
final class OutbreaksCommand extends RemoteCommand {

  @Parameters(arity = "0..1", paramLabel = "ID", description = "Shows this outbreak alone.")
  private @Nullable String id;

  @Option(names = "--status", paramLabel = "STATUS", description = "open or resolved.")
  private @Nullable String status;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "Any of these scopes, with commas between.")
  private @Nullable String scope;

  @Option(
      names = "--cause",
      paramLabel = "CAUSE",
      description = "Any of these causes, with commas between.")
  private @Nullable String cause;

  @Option(names = "--cluster", paramLabel = "NAME", description = "A cluster that it reached.")
  private @Nullable String cluster;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Lasted then or later: a time, or how long ago, such as 24h.")
  private @Nullable String since;

  OutbreaksCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  int ask(RemoteApi api, RemoteReport report) throws IOException, InterruptedException {
    if (id != null) {
      return report.outbreak(api.outbreak(id));
    }
    Map<String, String> filters =
        filters(
            "status", status, "scope", scope, "cause", cause, "cluster", cluster, "since", since);
    return list().isWatching()
        ? report.watch(api, RemoteChanges.Kind.OUTBREAK, filters)
        : report.outbreaks(api.outbreaks(filters, list().limit()));
  }
}
