package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Evidence;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all findings of one incident amount to at a time: the same for the same findings, in
 * whatever order they came. Immutable.
 *
 * @param id id of the incident
 * @param stretch the findings of its newest failure window, and those of earlier ones
 * @param telling the findings that decide: those that fail, or all of the window when none does
 * @param cause what these share
 * @param evidence what speaks for that cause
 * @param newest the finding with the newest failure
 * @param ending how it ended; empty while it is open
 * @param due when it must be looked at again though nothing happens: it will be settled, or past
 *     its retention; empty while something fails
 */
public record IncidentSummary(
    String id,
    Stretch stretch,
    List<PodFinding> telling,
    SharedCause cause,
    List<Evidence> evidence,
    PodFinding newest,
    Optional<Ending> ending,
    Optional<Instant> due) {

  private static final int POD_NAMES = 20;

  /** What the names in a list may come to, in a record of 1 MB. */
  private static final int NAME_BYTES = 200_000;

  private static final Comparator<PodFinding> OLDEST_FAILURE_FIRST =
      Comparator.comparing(PodFinding::getLastFailure).thenComparing(PodFinding::getPodUid);

  /**
   * The incident now.
   *
   * @param findings all of it, at least one
   * @param now the time in its cluster
   */
  public static IncidentSummary of(
      String id, Collection<PodFinding> findings, IncidentConfig config, Instant now) {
    Stretch stretch = Stretch.newest(findings, config.holdDown());
    Optional<Instant> settled = stretch.settledAt(config.holdDown());
    Optional<Ending> ending =
        settled
            .filter(at -> !now.isBefore(at))
            .map(at -> Ending.of(stretch.findings(), config.holdDown()));
    List<PodFinding> failing = stretch.failing();
    List<PodFinding> telling = failing.isEmpty() ? stretch.findings() : failing;
    SharedCause cause = SharedCause.of(telling);
    return new IncidentSummary(
        id,
        stretch,
        telling,
        cause,
        SharedEvidence.of(telling, cause.cause()),
        stretch.findings().stream().max(OLDEST_FAILURE_FIRST).orElseThrow(),
        ending,
        ending.map(end -> end.at().plus(config.retention())).or(() -> settled));
  }

  /** When its failure window began. */
  public Instant firstSeen() {
    return stretch.findings().get(0).getSince();
  }

  /** When it was resolved; empty while it is open. */
  public Optional<Instant> resolvedAt() {
    return ending.map(Ending::at);
  }

  /** When the last of its pods stopped failing; empty while one fails. */
  public Optional<Instant> endedAt() {
    return failingPods() > 0
        ? Optional.empty()
        : stretch.findings().stream()
            .flatMap(finding -> finding.getEndedAt().stream())
            .max(Comparator.naturalOrder());
  }

  private int failingPods() {
    return stretch.failing().size();
  }

  /**
   * A hash of what a reader acts on: a change of it is published at once.
   *
   * @param outbreak id of its outbreak; null for none
   */
  public long significance(@Nullable String outbreak) {
    List<PodFinding> all = stretch.findings();
    Fingerprint hash =
        new Fingerprint()
            .add(firstSeen())
            .add(failingPods())
            .add(all.size())
            .add(cause.cause())
            .add(cause.confidence())
            .addConstants(cause.alternatives())
            .add(newest.getContainerType())
            .add(outbreak)
            .addTexts(distinct(all, PodFinding::getNode))
            .addTexts(distinct(all, PodFinding::getZone))
            .addTexts(distinct(all, PodFinding::getPlatform))
            .addTexts(pullSecrets())
            .addTime(endedAt());
    ending.ifPresent(end -> hash.add(end.resolution()).add(end.at()).addText(end.replacedBy()));
    return hash.addTexts(Findings.rules(evidence)).value();
  }

  /** A hash of all that a reader sees of an incident but its revision. */
  public static long content(Incident incident) {
    Fingerprint hash =
        new Fingerprint()
            .add(incident.getStatus())
            .add(incident.getCause())
            .add(incident.getConfidence())
            .add(incident.getSeverity())
            .addConstants(incident.getAlternatives())
            .add(incident.getTitle())
            .add(incident.getExplanation())
            .addTexts(incident.getRemediation())
            .add(incident.getOccurrences())
            .add(incident.getAffectedPods())
            .add(incident.getFailingPods())
            .addTexts(incident.getPodNames())
            .add(incident.getFirstSeen())
            .add(incident.getLastSeen())
            .addTime(incident.getResolvedAt())
            .add(incident.getRulesVersion());
    incident
        .getEvidence()
        .forEach(piece -> hash.add(piece.getMessage()).add(piece.getAt()).addText(piece.getRule()));
    return hash.value();
  }

  /**
   * The incident in words.
   *
   * @param behind image for whose pull on the same node it may only wait; null for none
   * @param outbreak id of its outbreak; null for none
   */
  public Incident incident(
      IncidentNarrative narrative,
      String rulesVersion,
      @Nullable String behind,
      @Nullable String outbreak,
      long revision) {
    List<PodFinding> all = stretch.findings();
    Optional<String> waitsFor =
        Optional.ofNullable(behind).filter(image -> cause.cause() == Cause.PULL_STALLED);
    IncidentNarrative.Words words =
        narrative.tell(newest, cause, telling, waitsFor, all.size(), failingPods());
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
        .setImageVolume(newest.getImageVolume().orElse(null))
        .setNodes(distinct(all, PodFinding::getNode))
        .setZones(distinct(all, PodFinding::getZone))
        .setPlatforms(distinct(all, PodFinding::getPlatform))
        .setPullSecrets(pullSecrets())
        .setAffectedPods(all.size())
        .setFailingPods(failingPods())
        .setPodNames(
            all.stream().map(PodFinding::getPodName).sorted().distinct().limit(POD_NAMES).toList())
        .setOccurrences(all.stream().mapToLong(PodFinding::getOccurrences).sum())
        .setFirstSeen(firstSeen())
        .setLastSeen(newest.getLastFailure())
        .setEvidence(evidence)
        .setOutbreak(outbreak)
        .setRulesVersion(rulesVersion)
        .setRevision(revision)
        .build();
  }

  /** Pull secrets that its pods name, in order. */
  private List<String> pullSecrets() {
    return bounded(
        stretch.findings().stream().flatMap(finding -> finding.getPullSecrets().stream()));
  }

  private static List<String> distinct(
      List<PodFinding> findings, Function<PodFinding, Optional<String>> part) {
    return bounded(findings.stream().flatMap(finding -> part.apply(finding).stream()));
  }

  private static List<String> bounded(Stream<String> names) {
    return NameList.within(NAME_BYTES, names.sorted().distinct().toList());
  }
}
