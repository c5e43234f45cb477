package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.streams.config.IncidentConfig;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What all findings of one incident amount to at a time: the same for the same findings, in
 * whatever order they came. Pure and thread-safe.
 */
final class IncidentSummary {

  private static final int POD_NAMES = 20;

  private final IncidentNarrative narrative;
  private final IncidentConfig config;

  IncidentSummary(IncidentNarrative narrative, IncidentConfig config) {
    this.narrative = narrative;
    this.config = config;
  }

  /**
   * The incident now.
   *
   * @param findings all of it, at least one
   * @param foldedFacts facts of findings that are no longer kept
   * @param now the time in its cluster
   */
  Result of(String id, Collection<PodFinding> findings, long foldedFacts, Instant now) {
    Stretch stretch = Stretch.newest(findings, config.holdDown());
    Optional<Instant> settled = stretch.settledAt(config.holdDown());
    Optional<Ending> ending =
        settled
            .filter(at -> !now.isBefore(at))
            .map(at -> Ending.of(stretch.findings(), config.holdDown()));
    long facts = foldedFacts + findings.stream().mapToLong(PodFinding::getFacts).sum();
    Incident incident = incident(id, stretch, ending, facts);
    Optional<Instant> due = ending.map(end -> end.at().plus(config.retention())).or(() -> settled);
    return new Result(incident, stretch.earlier(), due);
  }

  private Incident incident(String id, Stretch stretch, Optional<Ending> ending, long facts) {
    List<PodFinding> telling = stretch.failing().isEmpty() ? stretch.findings() : stretch.failing();
    SharedCause cause = SharedCause.of(telling);
    List<PodFinding> all = stretch.findings();
    PodFinding newest =
        all.stream()
            .max(
                Comparator.comparing(PodFinding::getLastFailure)
                    .thenComparing(PodFinding::getPodUid))
            .orElseThrow();
    IncidentNarrative.Words words =
        narrative.tell(newest, cause, telling, all.size(), stretch.failing().size());
    return Incident.newBuilder()
        .setId(id)
        .setStatus(ending.isPresent() ? IncidentStatus.RESOLVED : IncidentStatus.OPEN)
        .setResolution(ending.map(Ending::resolution).orElse(null))
        .setResolvedAt(ending.map(Ending::at).orElse(null))
        .setReplacedBy(ending.flatMap(Ending::replacedBy).orElse(null))
        .setPhase(newest.getPhase())
        .setCause(cause.cause())
        .setConfidence(cause.confidence())
        .setAlternatives(cause.alternatives())
        .setSeverity(words.severity())
        .setTitle(words.title())
        .setExplanation(words.explanation())
        .setRemediation(words.remediation())
        .setCluster(newest.getCluster())
        .setNamespace(newest.getNamespace())
        .setWorkload(newest.getWorkload())
        .setContainer(newest.getContainer())
        .setContainerType(newest.getContainerType())
        .setImage(newest.getImage())
        .setNodes(distinct(all, PodFinding::getNode))
        .setZones(distinct(all, PodFinding::getZone))
        .setPlatforms(distinct(all, PodFinding::getPlatform))
        .setPullSecrets(
            all.stream().flatMap(f -> f.getPullSecrets().stream()).sorted().distinct().toList())
        .setAffectedPods(all.size())
        .setFailingPods(stretch.failing().size())
        .setPodNames(
            all.stream().map(PodFinding::getPodName).sorted().distinct().limit(POD_NAMES).toList())
        .setOccurrences(all.stream().mapToLong(PodFinding::getOccurrences).sum())
        .setFirstSeen(all.get(0).getSince())
        .setLastSeen(newest.getLastFailure())
        .setEvidence(SharedEvidence.of(telling, cause.cause()))
        .setRulesVersion(newest.getRulesVersion())
        .setRevision(Continuation.revision(2 * facts + (ending.isPresent() ? 1 : 0)))
        .build();
  }

  private static List<String> distinct(
      List<PodFinding> findings, Function<PodFinding, Optional<String>> part) {
    return findings.stream().flatMap(f -> part.apply(f).stream()).sorted().distinct().toList();
  }

  /**
   * What findings amount to.
   *
   * @param incident the incident now
   * @param obsolete findings that no longer bear on it
   * @param due when it must be looked at again though nothing happens: it will be settled, or past
   *     its retention; empty while something fails
   */
  record Result(Incident incident, List<PodFinding> obsolete, Optional<Instant> due) {}
}
