package io.pulltriage.benchmarks.pipeline;

import io.pulltriage.benchmarks.recovery.Footprint;
import io.pulltriage.streams.ops.Analyzer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** How many Kafka records and bytes on disk things make. */
final class Footprints {

  /** One after the other, as they come in an idle fleet: fewer in a second than commits. */
  private static final int IDLE_STATUSES = 20;

  /** For what the application does by the clock. */
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private Footprints() {}

  /** All records for each status of a cluster in which nothing happens, the status included. */
  static double recordsPerIdleStatus(int partitions)
      throws IOException, InterruptedException, ExecutionException {
    Instant start = Instant.now().minus(FailingFleet.HEARTBEAT.multipliedBy(2));
    FailingFleet fleet = new FailingFleet(start);
    try (PipelineRig rig = new PipelineRig(partitions);
        Analyzer analyzer = rig.startAnalyzer()) {
      rig.process(rig.to(analyzer), fleet.surroundings(), fleet.statuses(start));
      RecordCount count = new RecordCount(rig.clients());
      Instant next = start.plus(FailingFleet.HEARTBEAT);
      for (int cluster = 0; cluster < IDLE_STATUSES; cluster++) {
        rig.process(rig.to(analyzer), fleet.statuses(next).skip(cluster).limit(1), Stream.of());
        analyzer.watch(BETWEEN);
      }
      return total(count.byTopic()) / IDLE_STATUSES;
    }
  }

  /**
   * What an incident makes.
   *
   * @param records in all topics, those that were fed included
   * @param diskBytes of the state folder
   */
  record PerIncident(double records, double diskBytes) {}

  /** Opens so many incidents in a storm. */
  static PerIncident perIncident(int partitions, int pods)
      throws IOException, InterruptedException, ExecutionException {
    FailingFleet fleet = new FailingFleet(Instant.now().minusSeconds(pods / 300 + 60));
    try (PipelineRig rig = new PipelineRig(partitions)) {
      Map<String, Long> records;
      try (Analyzer analyzer = rig.startAnalyzer()) {
        rig.process(rig.to(analyzer), fleet.surroundings(), fleet.statuses(fleet.start()));
        RecordCount count = new RecordCount(rig.clients());
        rig.process(
            rig.to(analyzer),
            fleet.failures(0, pods),
            fleet.statuses(fleet.start(), fleet.timeOf(pods)));
        records = count.byTopic();
        Throughput.requireOpen(rig, pods);
      }
      System.err.println("# records of the storm: " + records);
      return new PerIncident(
          total(records) / pods, (double) Footprint.ofFolder(rig.state()) / pods);
    }
  }

  /** All records. */
  static double total(Map<String, Long> byTopic) {
    return byTopic.values().stream().mapToLong(count -> count).sum();
  }
}
