package io.pulltriage.producer.publish;

import io.pulltriage.schemas.Successor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The living pods of each workload. */
final class Workloads {

  private static final Comparator<TrackedPod> NEWEST_FIRST =
      Comparator.<TrackedPod, Instant>comparing(pod -> pod.createdAt)
          .thenComparing(pod -> pod.sequence)
          .reversed();

  private final Map<String, Set<TrackedPod>> podsByWorkload = new HashMap<>();

  void add(TrackedPod pod) {
    podsByWorkload.computeIfAbsent(pod.workload, unused -> new LinkedHashSet<>()).add(pod);
  }

  void remove(TrackedPod pod) {
    podsByWorkload.computeIfPresent(
        pod.workload,
        (unused, pods) -> {
          pods.remove(pod);
          return pods.isEmpty() ? null : pods;
        });
  }

  /** Some pod of the same workload, or null. */
  @Nullable TrackedPod anyOf(String workload) {
    Set<TrackedPod> pods = podsByWorkload.get(workload);
    return pods == null ? null : pods.iterator().next();
  }

  /**
   * What takes the place of a pod: for each container the image that the newest of the workload's
   * pods asks for. During a rollout pods of the old template live on beside those of the new one.
   */
  List<Successor> successors(String workload, Instant createdAt) {
    List<Successor> successors = new ArrayList<>();
    Set<String> named = new LinkedHashSet<>();
    podsByWorkload.getOrDefault(workload, Set.of()).stream()
        .filter(pod -> pod.canSucceed(createdAt))
        .sorted(NEWEST_FIRST)
        .flatMap(pod -> pod.images.stream())
        .filter(image -> !image.ephemeral())
        .filter(image -> named.add(image.container()))
        .forEach(image -> successors.add(new Successor(image.container(), image.image())));
    return List.copyOf(successors);
  }
}
