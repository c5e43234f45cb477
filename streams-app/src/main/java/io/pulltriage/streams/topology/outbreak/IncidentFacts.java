package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.streams.topology.diagnosis.Sandbox;
import io.pulltriage.streams.topology.incident.IncidentSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What of an incident bears on outbreaks. Immutable.
 *
 * @param id id of the incident
 * @param namespace namespace of the workload
 * @param workload {@code namespace/Kind/name}
 * @param cause why it fails
 * @param image the image as the spec writes it
 * @param imageKey its normalized reference
 * @param pullSecrets pull secrets that its pods name
 * @param missingPullSecrets those of them that do not exist
 * @param lastFailure the newest failure
 * @param endedAt when the last pod stopped failing; empty while one fails
 * @param nodes how it stands on each of its nodes
 * @param sandbox whether it is about sandboxes of pods rather than their containers
 * @param pods UIDs of its pods, the first of them
 */
public record IncidentFacts(
    String id,
    String namespace,
    String workload,
    Cause cause,
    ImageReference image,
    String imageKey,
    List<String> pullSecrets,
    List<String> missingPullSecrets,
    Instant lastFailure,
    Optional<Instant> endedAt,
    List<OnNode> nodes,
    boolean sandbox,
    List<String> pods) {

  private static final int PODS = 50;

  /**
   * How an incident stands on one node.
   *
   * @param node the node; an empty text for pods that have none
   * @param pods pods that fail there, or failed until it ended
   * @param since when the first of them began to
   * @param endedAt when the last of them stopped; empty while one fails
   */
  public record OnNode(String node, int pods, Instant since, Optional<Instant> endedAt) {}

  /** The facts of an incident with all of its findings. */
  public static IncidentFacts of(IncidentSummary incident, Collection<PodFinding> findings) {
    PodFinding newest = incident.newest();
    Map<String, List<PodFinding>> byNode = new TreeMap<>();
    findings.forEach(
        finding ->
            byNode
                .computeIfAbsent(finding.getNode().orElse(""), node -> new ArrayList<>())
                .add(finding));
    return new IncidentFacts(
        incident.id(),
        newest.getNamespace(),
        String.join(
            "/",
            newest.getNamespace(),
            newest.getWorkload().getKind(),
            newest.getWorkload().getName()),
        incident.cause().cause(),
        newest.getImage(),
        ImageReferences.normalized(newest.getImage()),
        newest.getPullSecrets(),
        findings.stream()
            .flatMap(finding -> finding.getMissingPullSecrets().stream())
            .sorted()
            .distinct()
            .toList(),
        newest.getLastFailure(),
        end(findings),
        byNode.entrySet().stream().map(on -> onNode(on.getKey(), on.getValue())).toList(),
        Sandbox.isOf(newest),
        findings.stream().map(PodFinding::getPodUid).sorted().distinct().limit(PODS).toList());
  }

  private static OnNode onNode(String node, List<PodFinding> findings) {
    int failing = (int) findings.stream().filter(finding -> finding.getEndedAt().isEmpty()).count();
    Instant since =
        findings.stream().map(PodFinding::getSince).min(Comparator.naturalOrder()).orElseThrow();
    return new OnNode(node, failing == 0 ? findings.size() : failing, since, end(findings));
  }

  private static Optional<Instant> end(Collection<PodFinding> findings) {
    return findings.stream().allMatch(finding -> finding.getEndedAt().isPresent())
        ? findings.stream()
            .flatMap(finding -> finding.getEndedAt().stream())
            .max(Comparator.naturalOrder())
        : Optional.empty();
  }
}
