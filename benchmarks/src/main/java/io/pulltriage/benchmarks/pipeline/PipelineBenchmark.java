package io.pulltriage.benchmarks.pipeline;

import io.pulltriage.benchmarks.pipeline.Throughput.Cost;
import io.pulltriage.benchmarks.pipeline.Throughput.Result;
import io.pulltriage.streams.ops.Analyzer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the Streams application costs: the broker in this process, exactly-once, state on disk and
 * the product's own settings, beside an application with the same settings that copies the same
 * records. Prints a line for each figure on standard output, name and value; what it does
 * meanwhile, on standard error. Exits with 1 if a figure cannot be taken.
 */
@Command(name = "PipelineBenchmark", mixinStandardHelpOptions = true, sortOptions = false)
public final class PipelineBenchmark implements Callable<Integer> {

  /** What can be measured by itself. */
  enum Section {
    THROUGHPUT,
    IDLE,
    POD,
    INCIDENT,
    LATENCY
  }

  @Option(
      names = "--section",
      split = ",",
      description = "What to measure: ${COMPLETION-CANDIDATES} (all).")
  private Set<Section> sections = Set.of(Section.values());

  @Option(names = "--pods", description = "Failing pods of the storm (${DEFAULT-VALUE}).")
  private int pods = 20_000;

  @Option(
      names = "--warm-up",
      description = "Pods that fail before the storm, as a warm-up (a fifth of --pods).")
  private int warmUp;

  @Option(names = "--rounds", description = "Rounds of repeated events (${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--runs", description = "Runs of which the median counts (${DEFAULT-VALUE}).")
  private int runs = 3;

  @Option(names = "--partitions", description = "Of each topic (${DEFAULT-VALUE}).")
  private int partitions = 6;

  @Option(
      names = "--load",
      description = "Pods a second for latencies (half of what the storm is measured at).")
  private double load;

  @Option(names = "--capture", description = "Folder of the recording (${DEFAULT-VALUE}).")
  private Path capture = Path.of("../captures/two-clusters");

  @Option(names = "--workload", description = "Whose pod is played (${DEFAULT-VALUE}).")
  private String workload = "registry-503";

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "Profile storm and repeats: a flame graph if the name ends in .html, otherwise"
              + " collapsed stacks.")
  private @Nullable Path profile;

  private PipelineBenchmark() {}

  /** Measures, and prints the figures. */
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new PipelineBenchmark());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    if (sections.contains(Section.THROUGHPUT)) {
      throughput();
    }
    if (sections.contains(Section.IDLE)) {
      print("idle.recordsPerStatus", Footprints.recordsPerIdleStatus(partitions));
    }
    if (sections.contains(Section.POD)) {
      pod();
    }
    if (sections.contains(Section.INCIDENT)) {
      Footprints.PerIncident incident = Footprints.perIncident(partitions, pods);
      print("incident.records", incident.records());
      print("incident.diskBytes", incident.diskBytes());
    }
    if (sections.contains(Section.LATENCY)) {
      latency();
    }
    return 0;
  }

  private void throughput() throws IOException, InterruptedException, ExecutionException {
    PipelineRig.Measured measured =
        profile == null ? PipelineRig.Measured.NOTHING : new CpuProfile(profile);
    List<Result> results = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      Result result = new Throughput(partitions, pods, warmUp(), rounds, measured).run();
      results.add(result);
      System.err.println("# storm: " + result.storm());
      System.err.println("# repeats: " + result.repeats());
      System.err.println("# storm copied: " + result.stormCopied());
      System.err.println("# repeats copied: " + result.repeatsCopied());
    }
    print("storm.cpuRatio", median(results, run -> cpu(run.storm(), run.stormCopied())));
    print("storm.ratio", median(results, run -> rate(run.storm(), run.stormCopied())));
    double podsPerSecond = median(results, run -> run.storm().perSecond() / 2);
    print("storm.podsPerSecond", podsPerSecond);
    print("repeats.cpuRatio", median(results, run -> cpu(run.repeats(), run.repeatsCopied())));
    print("repeats.ratio", median(results, run -> rate(run.repeats(), run.repeatsCopied())));
    print("repeats.recordsPerSecond", median(results, run -> run.repeats().perSecond()));
    load = load > 0 ? load : podsPerSecond / 2;
  }

  private int warmUp() {
    return warmUp > 0 ? warmUp : pods / 5;
  }

  private void pod() throws IOException, InterruptedException, ExecutionException {
    RecordedPod.Result result = new RecordedPod(capture, workload).play(partitions);
    print("pod.facts", (double) result.facts());
    print("pod.records", result.records());
    print("pod.publications", (double) result.publications());
  }

  private void latency() throws IOException, InterruptedException, ExecutionException {
    if (load <= 0) {
      Result run =
          new Throughput(partitions, pods, warmUp(), 1, PipelineRig.Measured.NOTHING).run();
      load = run.storm().perSecond() / 4;
    }
    System.err.printf("# latencies at %.0f pods a second%n", load);
    try (PipelineRig rig = new PipelineRig(partitions)) {
      Latencies latencies = new Latencies(rig, load);
      try (Analyzer analyzer = rig.startAnalyzer()) {
        print("latency", latencies.ofIncidents(analyzer));
      }
      print("roundtrip", latencies.ofRoundTrip());
    }
  }

  private static double cpu(Cost cost, Cost copied) {
    return cost.processorMicros() / copied.processorMicros();
  }

  private static double rate(Cost cost, Cost copied) {
    return cost.perSecond() / copied.perSecond();
  }

  private static double median(List<Result> results, ToDoubleFunction<Result> figure) {
    double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void print(String name, Latencies.Result result) {
    print(name + ".p50Ms", result.median());
    print(name + ".p99Ms", result.percentile99());
  }

  private static void print(String name, double value) {
    System.out.printf(Locale.ROOT, "%s %.3f%n", name, value);
  }
}
