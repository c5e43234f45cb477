package io.pulltriage.standalone.cli;

import io.pulltriage.producer.cluster.ClusterDirectory;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.settings.ConfigException;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.standalone.live.LiveOptions;
import io.pulltriage.standalone.live.LiveRunner;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.DisplayText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Watches one's own clusters with everything in one process. */
@Command(
    name = "run",
    description =
        "Watches your clusters, with a Kafka of its own, and prints each incident as it opens,"
            + " changes or ends, until interrupted.")
final class RunCommand implements Callable<Integer> {

  @Mixin private final ClusterOptions clusters = new ClusterOptions();
  @Mixin private final KnowledgeOptions knowledge = new KnowledgeOptions();
  @Mixin private final PortOption port = new PortOption();
  @Mixin private final AlertOptions alerts = new AlertOptions();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "table or json: one object a line (${DEFAULT-VALUE}).",
      defaultValue = "table",
      converter = ReportFormat.Converter.class)
  private ReportFormat format = ReportFormat.TABLE;

  private final Console console;
  private final LiveRunner runner;

  RunCommand(Console console, LiveRunner runner) {
    this.console = console;
    this.runner = runner;
  }

  /** Which clusters a command is about. */
  static final class ClusterOptions {

    @Option(
        names = "--kubeconfig",
        paramLabel = "FILE",
        description = "Kubeconfig to use instead of your own.")
    private @Nullable String kubeconfig;

    @Option(
        names = "--context",
        paramLabel = "CONTEXT",
        description = "Context to watch instead of the current one; may be repeated.")
    private List<String> contexts = new ArrayList<>();

    @Option(names = "--all-contexts", description = "Watch all contexts.")
    private boolean all;

    /**
     * The settings that they stand for.
     *
     * @throws ConfigException if they name no cluster that could be watched
     */
    List<String> settings() {
      List<String> settings = new ArrayList<>();
      if (kubeconfig != null) {
        settings.add("clusters.kubeconfig.file=" + kubeconfig);
      }
      if (!contexts.isEmpty()) {
        settings.add("clusters.kubeconfig.contexts=" + String.join(",", contexts));
      }
      settings.add("clusters.kubeconfig.allContexts=" + all);
      ClusterDirectory.Listing listing =
          ClusterDirectory.of(
                  ConfigReader.read(ProducerConfig.defaults(), null, Map.of(), settings).clusters())
              .look();
      if (listing.clusters().isEmpty()) {
        throw new ConfigException(listing.problems());
      }
      return settings;
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ReplayReport report = new ReplayReport(console, format, ReplayReport.Telling.CHANGES);
    runner.run(
        new LiveOptions(
            clusters.settings(), knowledge.files(), port.value(), alerts.config(System.getenv())),
        report,
        this::tell,
        console.progress());
    return report.status();
  }

  private void tell(String problem) {
    console.messages().println("pulltriage: " + DisplayText.harmless(problem));
  }
}
