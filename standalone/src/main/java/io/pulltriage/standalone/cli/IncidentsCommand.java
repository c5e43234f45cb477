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

  @Option(names = "--status", paramLabel = "STATUS", description = "open or resolved.")
  private @Nullable String status;

  @Option(names = "--phase", paramLabel = "PHASE", description = "pull or startup.")
  private @Nullable String phase;

  @Option(
      names = "--cause",
      paramLabel = "CAUSE",
      description = "Any of these causes, with commas between.")
  private @Nullable String cause;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "Any of these severities, with commas between.")
  private @Nullable String severity;

  @Option(names = "--cluster", paramLabel = "NAME", description = "Name of the cluster.")
  private @Nullable String cluster;

  @Option(names = "--namespace", paramLabel = "NAME", description = "Name of the namespace.")
  private @Nullable String namespace;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description = "The workload, as name or Kind/name.")
  private @Nullable String workload;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "The image as written, normalised, or registry/repository.")
  private @Nullable String image;

  @Option(names = "--registry", paramLabel = "HOST", description = "Host and port of the registry.")
  private @Nullable String registry;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "A node on which it fails or failed.")
  private @Nullable String node;

  @Option(
      names = "--outbreak",
      paramLabel = "ID",
      description = "Id of the outbreak that they are part of.")
  private @Nullable String outbreak;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Somewhere in its names, image, cause, title, nodes, pods or messages.")
  private @Nullable String text;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Lasted then or later: a time, or how long ago, such as 24h.")
  private @Nullable String since;

  IncidentsCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  int ask(RemoteApi api, RemoteReport report) throws IOException, InterruptedException {
    if (id != null) {
      return report.incident(api.incident(id));
    }
    Map<String, String> filters =
        filters(
            "status",
            status,
            "phase",
            phase,
            "cause",
            cause,
            "severity",
            severity,
            "cluster",
            cluster,
            "namespace",
            namespace,
            "workload",
            workload,
            "image",
            image,
            "registry",
            registry,
            "node",
            node,
            "outbreak",
            outbreak,
            "text",
            text,
            "since",
            since);
    return list().isWatching()
        ? report.watch(api, RemoteChanges.Kind.INCIDENT, filters)
        : report.incidents(api.incidents(filters, list().limit()));
  }
}
