package io.pulltriage.benchmarks.query;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Workload;
import io.pulltriage.schemas.internal.PodFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Findings of as many incidents, over 50 clusters of 40 namespaces, a quarter of them of each of
 * the four usual causes and one in a thousand of a rare one, begun over two days. Pure.
 */
final class ManyFindings {

  static final int CLUSTERS = 50;
  static final int NAMESPACES = 40;
  static final Cause RARE = Cause.IMAGE_CORRUPT;
  static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
  static final Duration LENGTH = Duration.ofDays(2);

  private static final List<Cause> USUAL =
      List.of(
          Cause.TAG_NOT_FOUND, Cause.NETWORK_TIMEOUT, Cause.UNAUTHENTICATED, Cause.REGISTRY_ERROR);

  private ManyFindings() {}

  static String cluster(int number) {
    return "cluster-" + number % CLUSTERS;
  }

  static PodFinding finding(int number, int of) {
    String name = "workload-" + number;
    Cause cause = number % 1_000 == 7 ? RARE : USUAL.get(number % USUAL.size());
    String image = "registry-%d.example/team/%s:1.4.2".formatted(number % 20, name);
    Instant since = BEGIN.plus(LENGTH.multipliedBy(number).dividedBy(of));
    return PodFinding.newBuilder()
        .setCluster(cluster(number))
        .setNamespace("namespace-" + number / CLUSTERS % NAMESPACES)
        .setWorkload(new Workload("Deployment", name))
        .setContainer("app")
        .setContainerType(ContainerType.CONTAINER)
        .setPhase(Phase.PULL)
        .setImage(ImageReferences.parse(image))
        .setPodUid("uid-" + number)
        .setPodName(name + "-6f7d9c5b4-x2x7p")
        .setSince(since)
        .setLastFailure(since)
        .setCause(cause)
        .setConfidence(Confidence.CERTAIN)
        .setOccurrences(12)
        .setNode("node-" + number % 1_000)
        .setZone("zone-" + number % 3)
        .setPlatform("linux/amd64")
        .setEvidence(List.of(evidence(image, since)))
        .setFacts(3)
        .setRulesVersion("2026.11-1a2b3c4d")
        .build();
  }

  static String id(PodFinding finding) {
    return Keys.incident(
        finding.getCluster(),
        finding.getNamespace(),
        finding.getWorkload(),
        finding.getContainer(),
        finding.getPhase(),
        finding.getImage());
  }

  private static Evidence evidence(String image, Instant at) {
    return Evidence.newBuilder()
        .setSource(EvidenceSource.EVENT)
        .setReason("Failed")
        .setMessage(
            "Failed to pull image \"%s\": rpc error: code = Unknown desc = failed to resolve"
                .formatted(image))
        .setAt(at)
        .setRule("reference-not-found")
        .build();
  }
}
