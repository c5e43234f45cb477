package io.pulltriage.standalone.cli;

import io.pulltriage.producer.cluster.ClusterDirectory;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.watch.Recorder;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.standalone.live.ClusterTroubles;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.DisplayText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records live clusters. */
@Command(
    name = "capture",
    description = {
      "Records the watch streams of your clusters into a folder that replay takes.",
      "Only what is needed to find causes is kept, with credentials masked."
    })
final class CaptureCommand implements Callable<Integer> {

  @Mixin private final RunCommand.ClusterOptions clusters = new RunCommand.ClusterOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the recording; made where it is missing.")
  private Path folder = Path.of("");

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "End after so many minutes; otherwise when interrupted.")
  private int minutes;

  private final Console console;

  CaptureCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ProducerConfig config =
        ConfigReader.read(ProducerConfig.defaults(), null, Map.of(), clusters.settings());
    ClusterDirectory.Listing listing = ClusterDirectory.of(config.clusters()).look();
    listing.problems().forEach(this::tell);
    var accesses = listing.clusters().values();
    try (Recorder recorder = new Recorder(folder, accesses, config, Clock.systemUTC())) {
      record(recorder, listing.clusters().keySet());
      console.progress().close();
      tell("%,d lines are in %s".formatted(recorder.lines(), folder));
      return recorder.lines() > 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  /** Until it is interrupted, which is how one ends it, or the time is over. */
  private void record(Recorder recorder, Set<String> clusters) throws IOException {
    ClusterTroubles troubles = new ClusterTroubles(this::tell);
    long seconds = minutes > 0 ? TimeUnit.MINUTES.toSeconds(minutes) : Long.MAX_VALUE;
    try {
      for (long second = 0; second < seconds; second++) {
        TimeUnit.SECONDS.sleep(1);
        recorder.tick();
        troubles.tell(recorder.troubles(), clusters);
        console
            .progress()
            .show(
                "recording %d of %d clusters, %,d lines"
                    .formatted(recorder.connected(), clusters.size(), recorder.lines()));
      }
    } catch (InterruptedException e) {
      // The files are complete.
    }
  }

  private void tell(String message) {
    console.messages().println("pulltriage: " + DisplayText.harmless(message));
  }
}
