package io.pulltriage.streams.alert.testing;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.Contexts;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Severity;
import io.pulltriage.schemas.Workload;
import io.pulltriage.streams.alert.decide.IncidentSubject;
import io.pulltriage.streams.alert.decide.OutbreakSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Incidents and outbreaks as the topology makes them. Pure. */
public final class Samples {

  /** When they begin. */
  public static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

  private static final Catalogue CATALOGUE = Catalogue.bundled();

  private Samples() {}

  /** An open incident of a workload of that name. */
  public static Incident incident(String workload) {
    return builder(workload).build();
  }

  /** The same, to be changed. */
  public static Incident.Builder builder(String workload) {
    ImageReference image =
        new ImageReference(
            "registry.example/team/" + workload + ":1.0",
            "registry.example",
            "team/" + workload,
            "1.0",
            null);
    Workload owner = new Workload("Deployment", workload);
    return Incident.newBuilder()
        .setId(Keys.incident("east", "shop", owner, "app", Phase.PULL, image))
        .setStatus(IncidentStatus.OPEN)
        .setPhase(Phase.PULL)
        .setCause(Cause.TAG_NOT_FOUND)
        .setConfidence(Confidence.CERTAIN)
        .setSeverity(Severity.WARNING)
        .setTitle("Image tag not found: registry.example/team/" + workload + ":1.0")
        .setExplanation("The registry knows the repository, but not this tag.")
        .setRemediation(List.of("See the tags that exist.", "Choose one of them."))
        .setCluster("east")
        .setNamespace("shop")
        .setWorkload(owner)
        .setContainer("app")
        .setContainerType(ContainerType.CONTAINER)
        .setImage(image)
        .setAffectedPods(2)
        .setFailingPods(2)
        .setOccurrences(5)
        .setFirstSeen(START)
        .setLastSeen(START)
        .setEvidence(
            List.of(
                new Evidence(
                    EvidenceSource.EVENT, "Failed", "manifest unknown", START, "manifest")))
        .setRulesVersion("test")
        .setRevision(1);
  }

  /** The incident when it is over. */
  public static Incident resolved(Incident incident) {
    return Incident.newBuilder(incident)
        .setStatus(IncidentStatus.RESOLVED)
        .setResolution(Resolution.RECOVERED)
        .setResolvedAt(incident.getFirstSeen().plus(Duration.ofMinutes(30)))
        .setRevision(incident.getRevision() + 1)
        .build();
  }

  /** The incident as part of an outbreak, or of none. */
  public static Incident under(Incident incident, @Nullable Outbreak outbreak) {
    return Incident.newBuilder(incident)
        .setOutbreak(outbreak == null ? null : outbreak.getId())
        .setRevision(incident.getRevision() + 1)
        .build();
  }

  /** An open outbreak of a registry, with such incidents. */
  public static Outbreak outbreak(Incident... incidents) {
    return Outbreak.newBuilder()
        .setId(Keys.outbreak(OutbreakScope.REGISTRY, "registry.example", Cause.REGISTRY_ERROR))
        .setStatus(IncidentStatus.OPEN)
        .setScope(OutbreakScope.REGISTRY)
        .setKey("registry.example")
        .setCause(Cause.REGISTRY_ERROR)
        .setConfidence(Confidence.CERTAIN)
        .setExplanation("2 workloads fail, none succeeds.")
        .setClusters(List.of("east"))
        .setIncidents(incidents.length)
        .setIncidentIds(Arrays.stream(incidents).map(Incident::getId).toList())
        .setFailingPods(4)
        .setHealthyPods(0)
        .setFirstSeen(START)
        .setLastSeen(START)
        .setRevision(1)
        .build();
  }

  /** The outbreak when it is over. */
  public static Outbreak resolved(Outbreak outbreak) {
    return Outbreak.newBuilder(outbreak)
        .setStatus(IncidentStatus.RESOLVED)
        .setResolvedAt(outbreak.getFirstSeen().plus(Duration.ofMinutes(30)))
        .setRevision(outbreak.getRevision() + 1)
        .build();
  }

  /** An incident as alerts see it. */
  public static IncidentSubject subject(Incident incident) {
    return new IncidentSubject(incident);
  }

  /** An outbreak as alerts see it. */
  public static OutbreakSubject subject(Outbreak outbreak) {
    return new OutbreakSubject(outbreak, CATALOGUE.entry(outbreak.getCause()), Contexts.named());
  }
}
