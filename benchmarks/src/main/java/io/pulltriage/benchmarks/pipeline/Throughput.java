package io.pulltriage.benchmarks.pipeline;

import io.pulltriage.benchmarks.recovery.Stopwatch.Reading;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.streams.ops.Analyzer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.StreamsConfig;

/**
 * A storm of failing pods, then rounds of repeated events, then the same records copied.
 *
 * @param pods that fail in the storm
 * @param warmUp pods that fail before, as a warm-up
 * @param rounds of repeated events
 * @param measured what surrounds the phases of the analyzer
 */
record Throughput(int partitions, int pods, int warmUp, int rounds, PipelineRig.Measured measured) {

  private static final Topics COPIED = new Topics("copied.");

  private static final Duration AGO = Duration.ofMinutes(10);

  /**
   * What one run gives.
   *
   * @param storm of so many records as there are in the storm
   */
  record Result(Cost storm, Cost repeats, Cost stormCopied, Cost repeatsCopied) {}

  /**
   * What records cost.
   *
   * @param records of pods and events
   */
  record Cost(long records, Reading took) {

    double perSecond() {
      return records / took.clock();
    }

    double processorMicros() {
      return took.processor() * 1e6 / records;
    }

    @Override
    public String toString() {
      return "%,d records, %s, %.1f µs of processor time a record"
          .formatted(records, took, processorMicros());
    }
  }

  Result run() throws IOException, InterruptedException, ExecutionException {
    FailingFleet fleet = new FailingFleet(Instant.now().minus(AGO));
    try (PipelineRig rig = new PipelineRig(partitions)) {
      Cost storm;
      Cost repeats;
      StreamsConfig settings;
      try (Analyzer analyzer = rig.startAnalyzer()) {
        settings = analyzer.settings();
        PipelineRig.Target target = rig.to(analyzer);
        warmUp(rig, target, fleet);
        storm =
            new Cost(
                2L * pods,
                rig.measure(
                    target,
                    fleet.failures(warmUpPods(), allPods()),
                    fleet.statuses(fleet.timeOf(warmUpPods()), end(fleet)),
                    measured));
        requireOpen(rig, allPods());
        repeats =
            new Cost(
                (long) rounds * pods,
                rig.measure(target, repeats(fleet), repeatStatuses(fleet), measured));
        requireOpen(rig, allPods());
      }
      try (CopyingApplication copying = copying(rig, settings)) {
        PipelineRig.Target target =
            new PipelineRig.Target(CopyingApplication.NAME, COPIED, copying);
        copy(rig, target, 2 * warmUpPods(), fleet.failures(0, warmUpPods()));
        return new Result(
            storm,
            repeats,
            copy(rig, target, 2 * pods, fleet.failures(warmUpPods(), allPods())),
            copy(rig, target, rounds * pods, repeats(fleet)));
      }
    }
  }

  private int warmUpPods() {
    return Math.max(FailingFleet.CLUSTERS, warmUp);
  }

  private int allPods() {
    return warmUpPods() + pods;
  }

  private Instant end(FailingFleet fleet) {
    return fleet.timeOf(allPods());
  }

  /** Failures, and a round of repeats of them. */
  private void warmUp(PipelineRig rig, PipelineRig.Target target, FailingFleet fleet)
      throws InterruptedException, ExecutionException {
    rig.process(target, fleet.surroundings(), fleet.statuses(fleet.start()));
    Instant end = fleet.timeOf(warmUpPods());
    rig.process(target, fleet.failures(0, warmUpPods()), fleet.statuses(fleet.start(), end));
    rig.process(target, fleet.repeats(1, end, 0, warmUpPods()), Stream.of());
  }

  private Stream<Publication> repeats(FailingFleet fleet) {
    return IntStream.rangeClosed(1, rounds)
        .boxed()
        .flatMap(round -> fleet.repeats(round, end(fleet), warmUpPods(), allPods()));
  }

  private Stream<Publication> repeatStatuses(FailingFleet fleet) {
    return fleet.statuses(end(fleet), end(fleet).plus(FailingFleet.ROUND.multipliedBy(rounds)));
  }

  private static CopyingApplication copying(PipelineRig rig, StreamsConfig settings)
      throws InterruptedException {
    TopicSpecs specs = new TopicSpecs(COPIED, rig.partitions(), 1).withoutTimeLimits();
    List<NewTopic> sources = List.of(specs.pods(), specs.podEvents());
    rig.kafka().createTopics(sources);
    rig.kafka()
        .createTopics(
            sources.stream()
                .map(
                    source ->
                        new NewTopic(source.name() + "-copy", rig.partitions(), (short) 1)
                            .configs(source.configs()))
                .toList());
    return new CopyingApplication(
        sources.stream().map(NewTopic::name).toList(), settings, rig.state());
  }

  private static Cost copy(
      PipelineRig rig, PipelineRig.Target target, int count, Stream<Publication> facts)
      throws InterruptedException, ExecutionException {
    Stream<Publication> copied =
        facts.filter(fact -> fact.kind() == Kind.POD || fact.kind() == Kind.POD_EVENT);
    return new Cost(count, rig.measure(target, copied, Stream.of(), PipelineRig.Measured.NOTHING));
  }

  /**
   * Makes sure that what was measured did its work.
   *
   * @throws IllegalStateException if so many incidents are not open
   */
  static void requireOpen(PipelineRig rig, int expected) {
    Map<String, Incident> latest = new HashMap<>();
    rig.incidents().forEach(record -> latest.put(record.key(), record.value()));
    long open =
        latest.values().stream()
            .filter(incident -> incident != null && incident.getStatus() == IncidentStatus.OPEN)
            .count();
    if (open != expected) {
      throw new IllegalStateException(
          "%,d incidents are open instead of %,d".formatted(open, expected));
    }
  }
}
