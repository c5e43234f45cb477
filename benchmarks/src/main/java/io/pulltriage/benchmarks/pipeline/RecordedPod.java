package io.pulltriage.benchmarks.pipeline;

import io.pulltriage.producer.capture.CaptureFeed;
import io.pulltriage.producer.capture.CaptureListener;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.streams.ops.Analyzer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** One pod of a recording, with its node, its images and its cluster's statuses. */
final class RecordedPod {

  /** For what the application does by the clock when facts have stopped. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(3);

  private final String workload;
  private final Set<String> keys = new HashSet<>();
  private final List<Publication> publications = new ArrayList<>();

  /**
   * Reads a recording.
   *
   * @throws IllegalArgumentException if the workload has no pod in it
   */
  RecordedPod(Path capture, String workload) {
    this.workload = workload;
    List<Publication> all = new ArrayList<>();
    var unused =
        CaptureFeed.feed(
            List.of(capture), FeedConfig.defaults(), all::add, new CaptureListener() {});
    all.forEach(this::learn);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(capture + " has no pod of workload " + workload);
    }
    all.stream().filter(one -> keys.contains(one.key())).forEach(publications::add);
  }

  /**
   * What a run of it makes.
   *
   * @param facts that were fed
   * @param records in all topics, the facts included
   * @param publications of its incidents
   */
  record Result(int facts, Map<String, Long> records, long publications) {}

  /** Feeds it step by step; the application commits after each. */
  Result play(int partitions) throws IOException, InterruptedException, ExecutionException {
    try (PipelineRig rig = new PipelineRig(partitions);
        Analyzer analyzer = rig.startAnalyzer()) {
      RecordCount count = new RecordCount(rig.clients());
      for (List<Publication> step : steps()) {
        rig.process(rig.to(analyzer), step.stream(), Stream.of());
      }
      analyzer.watch(AFTERWARDS);
      long published =
          rig.incidents().stream().filter(record -> isOfWorkload(record.key())).count();
      if (published == 0) {
        throw new IllegalStateException("workload " + workload + " has no incident");
      }
      return new Result(publications.size(), count.byTopic(), published);
    }
  }

  private boolean isOfWorkload(String incidentId) {
    return incidentId.split("/", -1)[3].equals(workload);
  }

  private void learn(Publication publication) {
    if (publication.kind() == Kind.POD
        && publication.value() instanceof PodSnapshot pod
        && pod.getWorkload().getName().equals(workload)) {
      keys.add(publication.key());
      keys.add(pod.getCluster());
      pod.getNode().ifPresent(node -> keys.add(Keys.node(pod.getCluster(), node)));
      pod.getContainers()
          .forEach(
              container ->
                  keys.add(
                      Keys.image(pod.getCluster(), ImageReferences.parse(container.getImage()))));
    }
  }

  /** Publications of one time are one step. */
  private List<List<Publication>> steps() {
    List<List<Publication>> steps = new ArrayList<>();
    Instant time = Instant.MIN;
    for (Publication publication : publications) {
      if (publication.time().isAfter(time)) {
        steps.add(new ArrayList<>());
        time = publication.time();
      }
      steps.get(steps.size() - 1).add(publication);
    }
    return steps;
  }
}
