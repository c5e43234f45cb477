package io.pulltriage.producer.publish;

import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Successor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The living pods of each workload, by their templates. */
final class Workloads {

  private static final Comparator<TrackedPod> NEWEST_FIRST =
      Comparator.<TrackedPod>comparingLong(pod -> pod.createdAt)
          .thenComparingLong(pod -> pod.sequence)
          .reversed();

  private final Map<String, List<PodTemplate>> templatesByWorkload = new HashMap<>();

  /** The template of a pod, which it may have alone. */
  PodTemplate templateOf(PodSnapshot pod) {
    String workload = TrackedPod.workloadOf(pod);
    for (PodTemplate template : templatesByWorkload.getOrDefault(workload, List.of())) {
      if (template.fits(pod)) {
        return template;
      }
    }
    return new PodTemplate(
        workload,
        pod.getContainers().stream().map(ContainerImage::of).toList(),
        pod.getImageVolumes());
  }

  void add(TrackedPod pod) {
    PodTemplate template = pod.template;
    if (template.isEmpty()) {
      templatesByWorkload
          .computeIfAbsent(template.workload, unused -> new ArrayList<>(1))
          .add(template);
    }
    template.add(pod);
  }

  void remove(TrackedPod pod) {
    PodTemplate template = pod.template;
    template.remove(pod);
    if (template.isEmpty()) {
      templatesByWorkload.computeIfPresent(
          template.workload,
          (unused, templates) -> {
            templates.remove(template);
            return templates.isEmpty() ? null : templates;
          });
    }
  }

  /**
   * What takes the place of a pod: for each container the image that the newest of the workload's
   * pods asks for, and whether it runs there. During a rollout pods of the old template live on
   * beside those of the new one.
   */
  List<Successor> successors(String workload, Instant createdAt) {
    Map<String, Successor> successors = new LinkedHashMap<>();
    templatesByWorkload.getOrDefault(workload, List.of()).stream()
        .flatMap(PodTemplate::pods)
        .filter(pod -> pod.canSucceed(createdAt))
        .sorted(NEWEST_FIRST)
        .forEach(pod -> addSuccessors(pod, successors));
    return List.copyOf(successors.values());
  }

  private static void addSuccessors(TrackedPod pod, Map<String, Successor> successors) {
    for (int i = 0; i < pod.template.images.size(); i++) {
      ContainerImage image = pod.template.images.get(i);
      String name = image.container();
      if (!image.ephemeral() && !successors.containsKey(name)) {
        successors.put(
            name, new Successor(name, image.image(), pod.runs(i), pod.template.volumeImages(name)));
      }
    }
  }

  /** Bytes that the templates take; see {@link MemoryEstimate}. */
  long bytes() {
    return templatesByWorkload.values().stream()
        .flatMap(List::stream)
        .mapToLong(PodTemplate::bytes)
        .sum();
  }
}
