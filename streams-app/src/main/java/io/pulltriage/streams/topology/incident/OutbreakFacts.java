package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.internal.IncidentFacts;
import io.pulltriage.schemas.internal.NodeShare;
import io.pulltriage.schemas.internal.PodFinding;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What of an incident bears on outbreaks. Pure. */
final class OutbreakFacts {

  private OutbreakFacts() {}

  static IncidentFacts of(Incident incident, Collection<PodFinding> findings) {
    Map<String, List<PodFinding>> byNode =
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    finding -> finding.getNode().orElse(""), TreeMap::new, Collectors.toList()));
    return IncidentFacts.newBuilder()
        .setId(incident.getId())
        .setCluster(incident.getCluster())
        .setNamespace(incident.getNamespace())
        .setWorkload(
            String.join(
                "/",
                incident.getNamespace(),
                incident.getWorkload().getKind(),
                incident.getWorkload().getName()))
        .setCause(incident.getCause())
        .setImage(incident.getImage())
        .setPullSecrets(incident.getPullSecrets())
        .setMissingPullSecrets(
            findings.stream()
                .flatMap(finding -> finding.getMissingPullSecrets().stream())
                .sorted()
                .distinct()
                .toList())
        .setSince(incident.getFirstSeen())
        .setLastFailure(incident.getLastSeen())
        .setEndedAt(end(findings).orElse(null))
        .setFailingPods(incident.getFailingPods())
        .setNodes(byNode.entrySet().stream().map(on -> share(on.getKey(), on.getValue())).toList())
        .build();
  }

  private static NodeShare share(String node, List<PodFinding> findings) {
    int failing = (int) findings.stream().filter(finding -> finding.getEndedAt().isEmpty()).count();
    Instant since =
        findings.stream().map(PodFinding::getSince).min(Comparator.naturalOrder()).orElseThrow();
    return new NodeShare(
        node, failing == 0 ? findings.size() : failing, since, end(findings).orElse(null));
  }

  private static Optional<Instant> end(Collection<PodFinding> findings) {
    return findings.stream().allMatch(finding -> finding.getEndedAt().isPresent())
        ? findings.stream()
            .flatMap(finding -> finding.getEndedAt().stream())
            .max(Comparator.naturalOrder())
        : Optional.empty();
  }
}
