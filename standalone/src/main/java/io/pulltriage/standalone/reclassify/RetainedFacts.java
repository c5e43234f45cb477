package io.pulltriage.standalone.reclassify;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * Which facts were there to read: compacted topics keep the last shape of a pod only, and events go
 * after a week. Keeps a few bytes for each fact. Not thread-safe.
 */
final class RetainedFacts {

  private final Set<String> texts = new HashSet<>();
  private final Map<String, List<Instant>> shapes = new HashMap<>();

  /** There is one more. */
  void add(SpecificRecord fact) {
    if (fact instanceof PodEvent event) {
      add(event.getMessage());
    } else if (fact instanceof PodSnapshot pod) {
      add(pod);
    }
  }

  /** Whether the texts on which an incident was judged are all there. */
  boolean haveEvidenceOf(Incident incident) {
    return incident.getEvidence().stream()
        .filter(RetainedFacts::isText)
        .map(Evidence::getMessage)
        .allMatch(texts::contains);
  }

  /** Whether a pod's shape is there from the time in which the incident's pods failed. */
  boolean haveShapeOf(Incident incident) {
    String place = place(incident.getCluster(), incident.getNamespace(), incident.getWorkload());
    Instant end = incident.getResolvedAt().orElse(Instant.MAX);
    return shapes.getOrDefault(place, List.of()).stream()
        .anyMatch(at -> !at.isBefore(incident.getFirstSeen()) && at.isBefore(end));
  }

  private void add(PodSnapshot pod) {
    Instant observed = pod.getObservedAt();
    Instant at = pod.getGone().map(PodGone::getAt).filter(observed::isAfter).orElse(observed);
    note(place(pod.getCluster(), pod.getNamespace(), pod.getWorkload()), at);
    pod.getNode()
        .ifPresent(node -> note(place(pod.getCluster(), "", new Workload("Node", node)), at));
    for (ContainerSnapshot container : pod.getContainers()) {
      container.getWaitingMessage().ifPresent(this::add);
      Optional<Termination> last = container.getLastTermination();
      last.flatMap(Termination::getMessage).ifPresent(this::add);
      container.getTerminated().flatMap(Termination::getMessage).ifPresent(this::add);
    }
  }

  private void add(String text) {
    texts.add(text);
  }

  private void note(String place, Instant at) {
    shapes.computeIfAbsent(place, unknown -> new ArrayList<>()).add(at);
  }

  private static boolean isText(Evidence evidence) {
    return (evidence.getSource() == EvidenceSource.EVENT
            || evidence.getSource() == EvidenceSource.CONTAINER_STATUS)
        && evidence.getRule().isPresent()
        && !evidence.getMessage().isEmpty();
  }

  private static String place(String cluster, String namespace, Workload workload) {
    return String.join("/", cluster, namespace, workload.getKind(), workload.getName());
  }
}
