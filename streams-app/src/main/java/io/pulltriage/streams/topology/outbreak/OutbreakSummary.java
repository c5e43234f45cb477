package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.streams.config.OutbreakConfig;
import io.pulltriage.streams.topology.incident.Fingerprint;
import io.pulltriage.streams.topology.incident.NameList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What all clusters' contributions of one scope amount to. Pure and thread-safe. */
final class OutbreakSummary {

  /** Incidents that an outbreak names. */
  static final int INCIDENT_IDS = 50;

  /** A record may have 1 MB; some 4,000 names of clusters and 12,000 of nodes come to this. */
  private static final int CLUSTER_BYTES = 200_000;

  private static final int NODE_BYTES = 600_000;

  private static final Comparator<Contribution> OLDEST_FIRST =
      Comparator.comparing(Contribution::getSince).thenComparing(Contribution::getCluster);

  private final OutbreakConfig config;

  OutbreakSummary(OutbreakConfig config) {
    this.config = config;
  }

  /**
   * The outbreak now: the same for the same contributions, in whatever order they came.
   *
   * @param all contributions to one scope and fault
   * @return the newest; empty where there is none
   */
  Optional<Result> of(Collection<Contribution> all) {
    List<List<Contribution>> stretches = stretches(all);
    for (int i = stretches.size() - 1; i >= 0; i--) {
      if (isOutbreak(stretches.get(i))) {
        return Optional.of(new Result(outbreak(stretches.get(i)), stretches.get(i)));
      }
    }
    return Optional.empty();
  }

  /** Those that belong together in time, the oldest first: each began before the others ended. */
  private List<List<Contribution>> stretches(Collection<Contribution> all) {
    List<List<Contribution>> stretches = new ArrayList<>();
    Instant reach = Instant.MIN;
    for (Contribution contribution : all.stream().sorted(OLDEST_FIRST).toList()) {
      if (contribution.getSince().isAfter(reach)) {
        stretches.add(new ArrayList<>());
      }
      Instant end =
          contribution.getEndedAt().map(at -> at.plus(config.holdDown())).orElse(Instant.MAX);
      reach = end.isAfter(reach) ? end : reach;
      stretches.get(stretches.size() - 1).add(contribution);
    }
    return stretches;
  }

  /**
   * An outbreak and what it is made of.
   *
   * @param outbreak the outbreak, without a revision
   * @param contributions those that are part of it
   */
  record Result(Outbreak outbreak, List<Contribution> contributions) {

    /** A hash of what a reader acts on: a change of it is published at once. */
    long significance() {
      return new Fingerprint()
          .add(outbreak.getId())
          .add(outbreak.getStatus())
          .add(outbreak.getConfidence())
          .addTime(outbreak.getResolvedAt())
          .add(outbreak.getFirstSeen())
          .value();
    }

    /** A hash of how wide it is, too. */
    long reach() {
      return new Fingerprint()
          .add(significance())
          .addTexts(outbreak.getClusters())
          .addTexts(outbreak.getNodes())
          .add(outbreak.getIncidents())
          .addTexts(outbreak.getIncidentIds())
          .add(contributions.stream().mapToInt(Contribution::getWorkloads).sum())
          .value();
    }

    /** A hash of all of it. */
    long content() {
      return new Fingerprint()
          .add(reach())
          .add(outbreak.getExplanation())
          .add(outbreak.getFailingPods())
          .add(outbreak.getHealthyPods())
          .add(outbreak.getLastSeen())
          .value();
    }
  }

  private boolean isOutbreak(List<Contribution> contributions) {
    OutbreakScope scope = contributions.get(0).getScope();
    int workloads = contributions.stream().mapToInt(Contribution::getWorkloads).sum();
    boolean many =
        workloads >= config.minWorkloads()
            || Sums.clusters(contributions).size() >= config.minClusters();
    return switch (scope) {
      case NODE, ZONE, CLUSTER, CREDENTIAL -> true;
      case REGISTRY ->
          many
              && !isDoubtful(contributions)
              && contributions.stream().anyMatch(Contribution::getProven);
      case IMAGE ->
          many
              && (!isStartup(contributions)
                  || contributions.stream().anyMatch(Contribution::getProven));
      case UNKNOWN -> false;
    };
  }

  /** What shows on a single node, where nothing else is pulled, may be the node's trouble. */
  private static boolean isDoubtful(List<Contribution> contributions) {
    return Sums.clusters(contributions).size() == 1
        && contributions.stream().allMatch(Contribution::getDoubtful);
  }

  private static boolean isStartup(List<Contribution> contributions) {
    return Family.of(contributions.get(0).getCause()).filter(Family.STARTUP::equals).isPresent();
  }

  private static Outbreak outbreak(List<Contribution> contributions) {
    Contribution first = contributions.get(0);
    boolean over = contributions.stream().allMatch(OutbreakSummary::isOver);
    Instant lastSeen =
        newest(contributions, contribution -> Optional.of(contribution.getLastFailure()));
    Optional<Instant> end =
        over ? Optional.of(newest(contributions, Contribution::getEndedAt)) : Optional.empty();
    Cause cause = first.getCause();
    return Outbreak.newBuilder()
        .setId(Keys.outbreak(first.getScope(), first.getKey(), cause))
        .setStatus(over ? IncidentStatus.RESOLVED : IncidentStatus.OPEN)
        .setScope(first.getScope())
        .setKey(first.getKey())
        .setCause(cause)
        .setConfidence(confidence(contributions))
        .setExplanation(OutbreakNarrative.tell(contributions, cause))
        .setClusters(
            NameList.within(
                CLUSTER_BYTES,
                all(contributions, contribution -> Stream.of(contribution.getCluster()))))
        .setNodes(
            NameList.within(
                NODE_BYTES, all(contributions, contribution -> contribution.getNodes().stream())))
        .setIncidents(contributions.stream().mapToInt(Contribution::getIncidents).sum())
        .setIncidentIds(
            all(contributions, contribution -> contribution.getIncidentIds().stream()).stream()
                .limit(INCIDENT_IDS)
                .toList())
        .setFailingPods(Sums.failing(contributions))
        .setHealthyPods(Sums.healthy(contributions))
        .setFirstSeen(first.getSince())
        .setLastSeen(lastSeen)
        .setResolvedAt(end.orElse(null))
        .setRevision(0)
        .build();
  }

  /** What became part of something wider is over at once; anything else must settle. */
  private static boolean isOver(Contribution contribution) {
    return contribution.getEndedAt().isPresent()
        && (contribution.getSettled() || contribution.getPartOf().isPresent());
  }

  private static Confidence confidence(List<Contribution> contributions) {
    int beside = contributions.stream().mapToInt(Contribution::getHealthyBeside).sum();
    boolean spread =
        contributions.size() > 1
            || contributions.stream().anyMatch(contribution -> contribution.getNodes().size() > 1);
    return switch (contributions.get(0).getScope()) {
      // An image that is not to be had fails all alike; each start may fail for its own reason.
      case IMAGE -> isStartup(contributions) ? Confidence.LIKELY : Confidence.CERTAIN;
      case NODE, ZONE, CLUSTER -> beside > 0 ? Confidence.CERTAIN : Confidence.LIKELY;
      case REGISTRY ->
          spread && Sums.healthy(contributions) == 0 ? Confidence.CERTAIN : Confidence.LIKELY;
      case CREDENTIAL, UNKNOWN -> Confidence.LIKELY;
    };
  }

  private static List<String> all(
      List<Contribution> contributions, Function<Contribution, Stream<String>> part) {
    return contributions.stream().flatMap(part).sorted().distinct().toList();
  }

  private static Instant newest(
      List<Contribution> contributions, Function<Contribution, Optional<Instant>> time) {
    return contributions.stream()
        .flatMap(contribution -> time.apply(contribution).stream())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
