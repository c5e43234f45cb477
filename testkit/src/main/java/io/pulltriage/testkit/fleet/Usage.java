package io.pulltriage.testkit.fleet;

import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which images run where. */
final class Usage {

  private final Map<String, Map<String, Set<SimulatedPod>>> byCluster = new TreeMap<>();
  private final Map<String, Set<String>> changed = new TreeMap<>();
  private long revision;

  void started(SimulatedPod pod) {
    if (pods(pod).add(pod)) {
      change(pod);
    }
  }

  void stopped(SimulatedPod pod) {
    if (pods(pod).remove(pod)) {
      change(pod);
    }
  }

  /** What changed in a cluster since the last call. */
  List<Fact> changed(String cluster, Instant now) {
    List<Fact> facts = new ArrayList<>();
    Set<String> images = changed.remove(cluster);
    if (images != null) {
      images.forEach(image -> facts.add(fact(cluster, image, now)));
    }
    return facts;
  }

  private Fact fact(String cluster, String image, Instant now) {
    ImageReference reference = ImageReferences.parse(image);
    Set<SimulatedPod> pods = pods(cluster, image);
    ImageUsage usage =
        ImageUsage.newBuilder()
            .setCluster(cluster)
            .setImage(reference)
            .setRunningContainers(pods.size())
            .setNodes(pods.stream().map(pod -> pod.node().name()).sorted().distinct().toList())
            .setObservedAt(now)
            .setRevision(++revision)
            .build();
    return new Fact(Fact.Topic.IMAGES, Keys.image(cluster, reference), usage, now);
  }

  private Set<SimulatedPod> pods(SimulatedPod pod) {
    return pods(pod.workload().cluster(), pod.image());
  }

  private Set<SimulatedPod> pods(String cluster, String image) {
    return byCluster
        .computeIfAbsent(cluster, missing -> new TreeMap<>())
        .computeIfAbsent(image, missing -> new HashSet<>());
  }

  private void change(SimulatedPod pod) {
    changed.computeIfAbsent(pod.workload().cluster(), missing -> new TreeSet<>()).add(pod.image());
  }
}
