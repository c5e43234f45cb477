package io.pulltriage.standalone.report;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Severity;
import io.pulltriage.schemas.Workload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Incidents and outbreaks as the pipeline gives them. */
public final class Samples {

  private static final Instant START = Instant.parse("2025-11-02T19:28:56.250Z");

  private Samples() {}

  /** An open incident on a tag that does not exist. */
  public static Incident tagMissing() {
    String image = "registry.example.com:5000/platform/team-with-a-long-name/checkout-api:1.4.3";
    return incident("lab-a", "checkout-api", Phase.PULL, image)
        .setCause(Cause.TAG_NOT_FOUND)
        .setConfidence(Confidence.CERTAIN)
        .setSeverity(Severity.CRITICAL)
        .setTitle("Image tag not found")
        .setExplanation(
            "The registry knows the repository, but has no tag 1.4.3 in it. Nothing will change"
                + " until the tag is pushed or the workload asks for one that exists.")
        .setRemediation(
            List.of(
                "Compare the tag with those in the registry: a release may not have been pushed"
                    + " yet, or the tag is mistyped.",
                "Roll out the right tag."))
        .setEvidence(
            List.of(
                evidence(EvidenceSource.EVENT, "Failed", "failed to resolve reference: not found"),
                evidence(EvidenceSource.NODE, null, "the node reaches the registry")))
        .setNodes(List.of("a1", "a2"))
        .setPlatforms(List.of("linux/amd64"))
        .setZones(List.of("zone-1"))
        .setAffectedPods(22)
        .setFailingPods(3)
        .setPodNames(List.of("checkout-api-6c9f-abcde", "checkout-api-6c9f-fghij"))
        .setOccurrences(17)
        .build();
  }

  /** An open start-up incident of which other causes are possible. */
  public static Incident crashing() {
    return incident("lab-b", "worker", Phase.STARTUP, "nginx")
        .setCause(Cause.CRASH_LOOP)
        .setConfidence(Confidence.AMBIGUOUS)
        .setAlternatives(List.of(Cause.EXEC_FORMAT))
        .setSeverity(Severity.WARNING)
        .setTitle("Container keeps crashing")
        .setExplanation("The process ends soon after it starts.")
        .setRemediation(List.of("Read the container's log."))
        .setAffectedPods(1)
        .setFailingPods(1)
        .setPodNames(List.of("worker-0"))
        .setOccurrences(1)
        .build();
  }

  /** An incident that ended with another image. */
  public static Incident replaced() {
    return incident("lab-a", "typo-tag", Phase.PULL, "ghcr.io/team/api:1.4.2x")
        .setStatus(IncidentStatus.RESOLVED)
        .setResolution(Resolution.REPLACED)
        .setReplacedBy("ghcr.io/team/api:1.4.2")
        .setResolvedAt(START.plusSeconds(130))
        .setCause(Cause.TAG_NOT_FOUND)
        .setConfidence(Confidence.CERTAIN)
        .setSeverity(Severity.CRITICAL)
        .setTitle("Image tag not found")
        .setExplanation("The registry has no such tag.")
        .setAffectedPods(1)
        .setOccurrences(4)
        .build();
  }

  /** An incident in which every text that a cluster chooses tries to take the terminal over. */
  public static Incident hostile() {
    String evil = "\u001b]0;owned\u0007\u001b[2J\r\n\u202e漢字\u009b31m";
    return incident("lab-c" + evil, "w" + evil, Phase.PULL, "i" + evil)
        .setCause(Cause.UNKNOWN)
        .setConfidence(Confidence.NONE)
        .setSeverity(Severity.INFO)
        .setTitle("t" + evil)
        .setExplanation("e" + evil.repeat(40))
        .setRemediation(List.of("r" + evil))
        .setEvidence(List.of(evidence(EvidenceSource.EVENT, "f" + evil, evil.repeat(100))))
        .setNodes(List.of("n" + evil))
        .setPodNames(List.of("p" + evil))
        .setAffectedPods(1)
        .setOccurrences(1)
        .build();
  }

  /** An open outbreak. */
  public static Outbreak nodeWithoutEgress() {
    return Outbreak.newBuilder()
        .setId(Keys.outbreak(OutbreakScope.NODE, "lab-a/a2", Cause.CONNECTION_FAILED))
        .setStatus(IncidentStatus.OPEN)
        .setScope(OutbreakScope.NODE)
        .setKey("lab-a/a2")
        .setCause(Cause.CONNECTION_FAILED)
        .setConfidence(Confidence.CERTAIN)
        .setExplanation(
            "4 workloads fail on node a2 at 3 registries, each of which serves other nodes.")
        .setClusters(List.of("lab-a"))
        .setNodes(List.of("lab-a/a2"))
        .setIncidents(4)
        .setFailingPods(4)
        .setHealthyPods(11)
        .setFirstSeen(START)
        .setLastSeen(START.plusSeconds(400))
        .setRevision(3)
        .build();
  }

  private static Incident.Builder incident(
      String cluster, String name, Phase phase, String imageReference) {
    var image = ImageReferences.parse(imageReference);
    Workload workload = new Workload("Deployment", name);
    return Incident.newBuilder()
        .setId(Keys.incident(cluster, "shop", workload, "app", phase, image))
        .setStatus(IncidentStatus.OPEN)
        .setPhase(phase)
        .setCluster(cluster)
        .setNamespace("shop")
        .setWorkload(workload)
        .setContainer("app")
        .setContainerType(ContainerType.CONTAINER)
        .setImage(image)
        .setFirstSeen(START)
        .setLastSeen(START.plusSeconds(65))
        .setRulesVersion("1")
        .setRevision(1);
  }

  private static Evidence evidence(EvidenceSource source, @Nullable String reason, String message) {
    return Evidence.newBuilder()
        .setSource(source)
        .setReason(reason)
        .setMessage(message)
        .setAt(START.plusSeconds(60))
        .build();
  }
}
