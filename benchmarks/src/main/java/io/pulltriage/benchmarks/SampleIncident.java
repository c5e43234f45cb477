package io.pulltriage.benchmarks;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.CauseEntry;
import io.pulltriage.classifier.Steps;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.Workload;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** An incident of the usual size: one workload, some pods, the catalogue's words. */
final class SampleIncident {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final String IMAGE = "registry.example/team/api:1.4.3";

  private SampleIncident() {}

  static Incident tagNotFound() {
    CauseEntry entry = Catalogue.bundled().entry(Cause.TAG_NOT_FOUND);
    ImageReference image = ImageReferences.parse(IMAGE);
    Workload workload = new Workload("Deployment", "api");
    return Incident.newBuilder()
        .setId(Keys.incident("lab", "shop", workload, "api", entry.phase(), image))
        .setStatus(IncidentStatus.OPEN)
        .setPhase(entry.phase())
        .setCause(entry.cause())
        .setConfidence(Confidence.CERTAIN)
        .setSeverity(entry.severity())
        .setTitle(entry.title())
        .setExplanation(entry.explanation())
        .setRemediation(Steps.fill(entry.remediation(), Steps.valuesOf(image)))
        .setCluster("lab")
        .setNamespace("shop")
        .setWorkload(workload)
        .setContainer("api")
        .setContainerType(ContainerType.CONTAINER)
        .setImage(image)
        .setNodes(names("node-", 5))
        .setZones(names("zone-", 2))
        .setPlatforms(List.of("linux/amd64"))
        .setAffectedPods(10)
        .setFailingPods(10)
        .setPodNames(names("api-6f7d9c5b4-", 10))
        .setOccurrences(240)
        .setFirstSeen(TIME)
        .setLastSeen(TIME.plusSeconds(600))
        .setEvidence(List.of(evidence()))
        .setRulesVersion("2026.11-1a2b3c4d")
        .setRevision(12)
        .build();
  }

  private static Evidence evidence() {
    return Evidence.newBuilder()
        .setSource(EvidenceSource.EVENT)
        .setReason("Failed")
        .setMessage("Failed to pull image \"" + IMAGE + "\": " + IMAGE + ": not found")
        .setAt(TIME)
        .setRule("reference-not-found")
        .build();
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
  }
}
