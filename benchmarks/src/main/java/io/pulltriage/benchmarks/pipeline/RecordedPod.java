package io.pulltriage.benchmarks.pipeline;

import io.pulltriage.producer.capture.CaptureFeed;
import io.pulltriage.producer.capture.CaptureListener;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.streams.ops.Analyzer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first pod of a workload in a recording, with its image, its node and its cluster's statuses
 * from its first fact on. It is played twice, with the pod and without, because statuses make
 * records in any case.
 */
final class RecordedPod {

  /** For what the application does by the clock after each step. */
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final String workload;
  private final List<Publication> ofPod = new ArrayList<>();
  private final List<Publication> surroundings = new ArrayList<>();

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
    PodSnapshot pod =
        all.stream()
            .map(Publication::value)
            .filter(PodSnapshot.class::isInstance)
            .map(PodSnapshot.class::cast)
            .filter(
                one -> one.getWorkload().getName().equals(workload) && one.getNode().isPresent())
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has no pod of %s".formatted(capture, workload)));
    choose(all, pod);
  }

  /**
   * What a pod makes.
   *
   * @param facts of the pod, in {@code pods}, {@code pod-events} and {@code images}
   * @param records in all topics because of it, the facts included
   * @param publications of its incidents
   */
  record Result(int facts, double records, long publications) {}

  /** Measures both. */
  Result play(int partitions) throws IOException, InterruptedException, ExecutionException {
    Played with = play(partitions, Stream.concat(surroundings.stream(), ofPod.stream()));
    Played without = play(partitions, surroundings.stream());
    if (with.publications() == 0) {
      throw new IllegalStateException("workload " + workload + " has no incident");
    }
    return new Result(ofPod.size(), with.records() - without.records(), with.publications());
  }

  private record Played(double records, long publications) {}

  /** Feeds records step by step; the application commits after each. */
  private Played play(int partitions, Stream<Publication> publications)
      throws IOException, InterruptedException, ExecutionException {
    try (PipelineRig rig = new PipelineRig(partitions);
        Analyzer analyzer = rig.startAnalyzer()) {
      RecordCount count = new RecordCount(rig.clients());
      for (List<Publication> step : steps(publications)) {
        rig.process(rig.to(analyzer), step.stream(), Stream.of());
        analyzer.watch(BETWEEN);
      }
      Map<String, Long> records = count.byTopic();
      System.err.println("# records: " + records);
      return new Played(Footprints.total(records), rig.incidents().size());
    }
  }

  private void choose(List<Publication> all, PodSnapshot pod) {
    String key = Keys.pod(pod.getCluster(), pod.getUid());
    String node = Keys.node(pod.getCluster(), pod.getNode().orElseThrow());
    Set<String> images =
        pod.getContainers().stream()
            .map(one -> Keys.image(pod.getCluster(), ImageReferences.parse(one.getImage())))
            .collect(Collectors.toSet());
    for (Publication one : all) {
      if (one.key().equals(key) || images.contains(one.key())) {
        ofPod.add(one);
      } else if (one.key().equals(node)
          || (one.key().equals(pod.getCluster()) && !ofPod.isEmpty())) {
        surroundings.add(one);
      }
    }
  }

  /** Publications of one time are one step. */
  private static List<List<Publication>> steps(Stream<Publication> publications) {
    return List.copyOf(
        publications
            .collect(Collectors.groupingBy(Publication::time, TreeMap::new, Collectors.toList()))
            .values());
  }
}
