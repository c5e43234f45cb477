package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What all clusters' shares of one scope amount to. Pure and thread-safe. */
final class OutbreakSummary {

  private static final int INCIDENT_IDS = 50;

  /** A record may have 1 MB; some 4,000 names of clusters and 12,000 of nodes come to this. */
  private static final int CLUSTER_BYTES = 200_000;

  private static final int NODE_BYTES = 600_000;

  private static final Comparator<ScopeShare> OLDEST_FIRST =
      Comparator.comparing(ScopeShare::getSince).thenComparing(ScopeShare::getCluster);

  private final OutbreakConfig config;

  OutbreakSummary(OutbreakConfig config) {
    this.config = config;
  }

  /**
   * The outbreak now.
   *
   * @param all shares of one scope and fault, at least one
   * @param before the outbreak as it was; null where there was none
   * @return empty while it is none
   */
  Optional<Outbreak> of(Collection<ScopeShare> all, Optional<Outbreak> before) {
    List<ScopeShare> shares = newest(all);
    Optional<Outbreak> same = before.filter(outbreak -> isSame(outbreak, shares));
    if (same.isEmpty() && !isOutbreak(shares)) {
      return before;
    }
    Outbreak now = outbreak(shares, same);
    return Optional.of(now);
  }

  /** The shares of the newest stretch: each began before those before it were over. */
  private List<ScopeShare> newest(Collection<ScopeShare> all) {
    List<ScopeShare> stretch = new ArrayList<>();
    Instant reach = Instant.MIN;
    for (ScopeShare share : all.stream().sorted(OLDEST_FIRST).toList()) {
      if (share.getSince().isAfter(reach)) {
        stretch.clear();
      }
      Instant end = share.getEndedAt().map(at -> at.plus(config.holdDown())).orElse(Instant.MAX);
      reach = end.isAfter(reach) ? end : reach;
      stretch.add(share);
    }
    return stretch;
  }

  private static boolean isSame(Outbreak outbreak, List<ScopeShare> shares) {
    return outbreak.getResolvedAt().map(end -> !shares.get(0).getSince().isAfter(end)).orElse(true);
  }

  private boolean isOutbreak(List<ScopeShare> shares) {
    OutbreakScope scope = shares.get(0).getScope();
    int workloads = shares.stream().mapToInt(ScopeShare::getWorkloads).sum();
    boolean many =
        workloads >= config.minWorkloads() || Sums.clusters(shares).size() >= config.minClusters();
    return switch (scope) {
      case NODE, ZONE, CLUSTER, CREDENTIAL -> true;
      case REGISTRY ->
          many
              && !isDoubtful(shares)
              && config.isFailing(Sums.failing(shares), Sums.healthy(shares));
      case IMAGE -> many && (!isStartup(shares) || Sums.failing(shares) >= Sums.healthy(shares));
      case UNKNOWN -> false;
    };
  }

  /** What shows on a single node, where nothing else is pulled, may be the node's trouble. */
  private static boolean isDoubtful(List<ScopeShare> shares) {
    return Sums.clusters(shares).size() == 1 && shares.stream().allMatch(ScopeShare::getDoubtful);
  }

  private static boolean isStartup(List<ScopeShare> shares) {
    return Family.of(Sums.cause(shares)).filter(Family.STARTUP::equals).isPresent();
  }

  private Outbreak outbreak(List<ScopeShare> shares, Optional<Outbreak> before) {
    ScopeShare first = shares.get(0);
    boolean over = shares.stream().allMatch(OutbreakSummary::isOver);
    Instant lastSeen = newest(shares, share -> Optional.of(share.getLastFailure()));
    Optional<Instant> end =
        over ? Optional.of(newest(shares, ScopeShare::getEndedAt)) : Optional.empty();
    Cause cause = before.map(Outbreak::getCause).orElseGet(() -> Sums.cause(shares));
    Outbreak.Builder outbreak =
        Outbreak.newBuilder()
            .setId(Keys.outbreak(first.getScope(), first.getKey(), cause))
            .setStatus(over ? IncidentStatus.RESOLVED : IncidentStatus.OPEN)
            .setScope(first.getScope())
            .setKey(first.getKey())
            .setCause(cause)
            .setConfidence(confidence(shares))
            .setExplanation(OutbreakNarrative.tell(shares, cause))
            .setClusters(
                NameList.within(CLUSTER_BYTES, all(shares, share -> Stream.of(share.getCluster()))))
            .setNodes(NameList.within(NODE_BYTES, all(shares, share -> share.getNodes().stream())))
            .setIncidents(shares.stream().mapToInt(ScopeShare::getIncidents).sum())
            .setIncidentIds(
                all(shares, share -> share.getIncidentIds().stream()).stream()
                    .limit(INCIDENT_IDS)
                    .toList())
            .setFailingPods(Sums.failing(shares))
            .setHealthyPods(Sums.healthy(shares))
            .setFirstSeen(first.getSince())
            .setLastSeen(lastSeen)
            .setResolvedAt(end.orElse(null));
    return outbreak.setRevision(revision(shares, end.orElse(lastSeen))).build();
  }

  /**
   * Grows with the newest fact and, within its second, with what is counted: the same for the same
   * facts, however often anybody looked on the way.
   */
  private static long revision(List<ScopeShare> shares, Instant newest) {
    int counted =
        shares.stream()
            .mapToInt(
                share ->
                    share.getHealthy()
                        + share.getHealthyBeside()
                        + share.getWorkloads()
                        + share.getIncidents()
                        + share.getNodes().size()
                        + (isOver(share) ? 1 : 0))
            .sum();
    return newest.toEpochMilli() * 1000 + Math.min(999, counted);
  }

  /** What became part of something wider is over at once; anything else must settle. */
  private static boolean isOver(ScopeShare share) {
    return share.getEndedAt().isPresent() && (share.getSettled() || share.getPartOf().isPresent());
  }

  private static Confidence confidence(List<ScopeShare> shares) {
    int beside = shares.stream().mapToInt(ScopeShare::getHealthyBeside).sum();
    boolean spread =
        shares.size() > 1 || shares.stream().anyMatch(share -> share.getNodes().size() > 1);
    return switch (shares.get(0).getScope()) {
      case IMAGE -> Confidence.CERTAIN;
      case NODE, ZONE, CLUSTER -> beside > 0 ? Confidence.CERTAIN : Confidence.LIKELY;
      case REGISTRY -> spread && Sums.healthy(shares) == 0 ? Confidence.CERTAIN : Confidence.LIKELY;
      case CREDENTIAL, UNKNOWN -> Confidence.LIKELY;
    };
  }

  private static List<String> all(
      List<ScopeShare> shares, Function<ScopeShare, Stream<String>> part) {
    return shares.stream().flatMap(part).sorted().distinct().toList();
  }

  private static Instant newest(
      List<ScopeShare> shares, Function<ScopeShare, Optional<Instant>> time) {
    return shares.stream()
        .flatMap(share -> time.apply(share).stream())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
