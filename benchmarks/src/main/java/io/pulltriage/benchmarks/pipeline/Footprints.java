package io.pulltriage.benchmarks.pipeline;

import io.pulltriage.benchmarks.recovery.Footprint;
import io.pulltriage.schemas.Topics;
import io.pulltriage.streams.ops.Analyzer;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How many Kafka records and bytes on disk things make. */
final class Footprints {

  private static final int IDLE_ROUNDS = 5;

  private Footprints() {}

  /** All records for each status of a cluster in which nothing happens, the status included. */
  static double recordsPerIdleStatus(int partitions)
      throws IOException, InterruptedException, ExecutionException {
    Instant start = Instant.now().minus(FailingFleet.HEARTBEAT.multipliedBy(IDLE_ROUNDS + 1));
    FailingFleet fleet = new FailingFleet(start);
    try (PipelineRig rig = new PipelineRig(partitions);
        Analyzer analyzer = rig.startAnalyzer()) {
      rig.process(rig.to(analyzer), fleet.surroundings(), fleet.statuses(start));
      RecordCount count = new RecordCount(rig.clients());
      for (int round = 1; round <= IDLE_ROUNDS; round++) {
        Instant at = start.plus(FailingFleet.HEARTBEAT.multipliedBy(round));
        rig.process(rig.to(analyzer), fleet.statuses(at), Stream.of());
      }
      return total(count.byTopic(), topic -> true) / (IDLE_ROUNDS * FailingFleet.CLUSTERS);
    }
  }

  /**
   * What an incident makes.
   *
   * @param records that the application wrote, in its own topics and in public ones
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
          total(records, topic -> !isInput(rig.topics(), topic)) / pods,
          (double) Footprint.ofFolder(rig.state()) / pods);
    }
  }

  private static boolean isInput(Topics topics, String topic) {
    return topic.equals(topics.pods())
        || topic.equals(topics.podEvents())
        || topic.equals(topics.nodes())
        || topic.equals(topics.images())
        || topic.equals(topics.clusters());
  }

  static double total(Map<String, Long> records, Predicate<String> topics) {
    return records.entrySet().stream()
        .filter(topic -> topics.test(topic.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
