package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.remote.ClusterState;
import io.pulltriage.standalone.remote.RemoteApi;
import io.pulltriage.standalone.remote.RemoteChanges;
import io.pulltriage.standalone.remote.RemotePage;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Clusters of a running instance. */
@Command(
    name = "clusters",
    description = "Shows the watch status of each cluster.",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:found some, with --fail-if-any"})
final class ClustersCommand extends RemoteCommand {

  @Option(names = "--unwell", description = "Only those that are not being watched as they should.")
  private boolean unwell;

  ClustersCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  int ask(RemoteApi api, RemoteReport report) throws IOException, InterruptedException {
    if (list().isWatching()) {
      return report.watch(api, RemoteChanges.Kind.CLUSTER, filters());
    }
    RemotePage<ClusterState> page = api.clusters(filters());
    List<ClusterState> wanted =
        page.items().stream().filter(one -> !unwell || !ClusterTable.isWell(one)).toList();
    return report.clusters(new RemotePage<>(wanted, page.next(), page.warning()));
  }
}
