package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one cluster adds to each possible outbreak, followed through time: a share begins with a
 * blame, grows while it lasts, ends without it, settles, and is withdrawn at last. Pure and
 * thread-safe.
 */
final class Shares {

  /** Ids and nodes that a share names; what it counts is not bounded by it. */
  private static final int NAMED = 500;

  /** Narrower places that a share names. */
  private static final int ABSORBED = 50;

  private final OutbreakConfig config;

  Shares(OutbreakConfig config) {
    this.config = config;
  }

  /**
   * The shares now.
   *
   * @param known the shares before, by the id of the blame
   * @param ended when incidents that have ended did, by id
   * @return all shares that there are now, changed or not
   */
  Map<String, ScopeShare> next(
      String cluster,
      Map<String, ScopeShare> known,
      Map<String, Blame> blames,
      Map<String, Instant> ended,
      Instant now) {
    Map<String, ScopeShare> next = new TreeMap<>();
    Map<String, Set<String>> absorbed = new HashMap<>();
    known.forEach(
        (id, share) -> {
          if (!blames.containsKey(id)) {
            ScopeShare over = without(id, share, blames, ended, now);
            next.put(id, over);
            if (share.getEndedAt().isEmpty()) {
              absorb(over, absorbed);
            }
          }
        });
    blames.forEach(
        (id, blame) -> {
          ScopeShare share = share(cluster, blame, Optional.ofNullable(known.get(id)), now);
          next.put(id, absorbing(share, absorbed.getOrDefault(id, Set.of())));
        });
    return next;
  }

  /** Notes a place that has just ended as part of something wider; its outbreak was reported. */
  private static void absorb(ScopeShare over, Map<String, Set<String>> absorbed) {
    if (isPlace(over.getScope())) {
      over.getPartOf()
          .ifPresent(
              wider ->
                  absorbed
                      .computeIfAbsent(wider, none -> new TreeSet<>())
                      .add(over.getScope() + "/" + over.getKey()));
    }
  }

  private static boolean isPlace(OutbreakScope scope) {
    return scope == OutbreakScope.NODE
        || scope == OutbreakScope.ZONE
        || scope == OutbreakScope.CLUSTER;
  }

  private static ScopeShare absorbing(ScopeShare share, Set<String> narrower) {
    Set<String> all = new TreeSet<>(share.getAbsorbed());
    all.addAll(narrower);
    return ScopeShare.newBuilder(share).setAbsorbed(all.stream().limit(ABSORBED).toList()).build();
  }

  private ScopeShare share(String cluster, Blame blame, Optional<ScopeShare> known, Instant now) {
    Optional<ScopeShare> before = known.filter(share -> goesOn(share, blame));
    Set<String> incidents = new TreeSet<>(Groups.of(blame.failures(), Failure::id));
    Set<String> nodes = new TreeSet<>();
    Groups.of(blame.failures(), Failure::node).stream()
        .filter(node -> !node.isEmpty())
        .forEach(node -> nodes.add(cluster + '/' + node));
    int workloads = Groups.of(blame.failures(), Failure::workload).size();
    before.ifPresent(share -> incidents.addAll(share.getIncidentIds()));
    before.ifPresent(share -> nodes.addAll(share.getNodes()));
    Instant last =
        blame.failures().stream()
            .map(failure -> failure.incident().getLastFailure())
            .max(Instant::compareTo)
            .orElse(blame.since());
    return ScopeShare.newBuilder()
        .setCluster(cluster)
        .setScope(blame.scope())
        .setKey(blame.key())
        .setCauses(causes(blame.failures()))
        .setSince(
            before.map(ScopeShare::getSince).filter(blame.since()::isAfter).orElse(blame.since()))
        .setLastFailure(before.map(ScopeShare::getLastFailure).filter(last::isBefore).orElse(last))
        .setWorkloads(Math.max(workloads, before.map(ScopeShare::getWorkloads).orElse(0)))
        .setFailingPods(blame.pods())
        .setHealthy(blame.healthy())
        .setHealthyBeside(
            Math.max(blame.healthyBeside(), before.map(ScopeShare::getHealthyBeside).orElse(0)))
        .setNodes(nodes.stream().limit(NAMED).toList())
        .setIncidents(Math.max(incidents.size(), before.map(ScopeShare::getIncidents).orElse(0)))
        .setIncidentIds(incidents.stream().limit(NAMED).toList())
        .setAbsorbed(before.map(ScopeShare::getAbsorbed).orElse(List.of()))
        .setDoubtful(blame.doubtful() && before.map(ScopeShare::getDoubtful).orElse(true))
        .setEasedAt(blame.eased() ? before.flatMap(ScopeShare::getEasedAt).orElse(now) : null)
        .build();
  }

  /** Whether a blame continues a share from before. */
  private boolean goesOn(ScopeShare share, Blame blame) {
    return share
        .getEndedAt()
        .map(end -> !blame.since().isAfter(end.plus(config.holdDown())))
        .orElse(true);
  }

  private ScopeShare without(
      String id,
      ScopeShare share,
      Map<String, Blame> blames,
      Map<String, Instant> ended,
      Instant now) {
    ScopeShare.Builder next = ScopeShare.newBuilder(share);
    Instant end = share.getEndedAt().orElseGet(() -> end(share, ended, now));
    if (share.getEndedAt().isEmpty()) {
      next.setEndedAt(end).setFailingPods(0).setPartOf(wider(id, share, blames).orElse(null));
    }
    return aged(next.build(), end, now);
  }

  /**
   * The shares of a cluster of which nothing has been heard for long. They no longer keep an
   * outbreak open, and say so; when it is heard of again, they go on as if nothing had been.
   *
   * @param heard the last sign of life
   */
  Map<String, ScopeShare> silent(Map<String, ScopeShare> known, Instant heard, Instant now) {
    Map<String, ScopeShare> next = new TreeMap<>();
    known.forEach(
        (id, share) -> {
          ScopeShare over =
              share.getEndedAt().isPresent()
                  ? share
                  : ScopeShare.newBuilder(share)
                      .setEndedAt(heard)
                      .setFailingPods(0)
                      .setSilentSince(heard)
                      .build();
          next.put(id, aged(over, over.getEndedAt().orElse(heard), now));
        });
    return next;
  }

  private ScopeShare aged(ScopeShare share, Instant end, Instant now) {
    return ScopeShare.newBuilder(share)
        .setSettled(!now.isBefore(end.plus(config.holdDown())))
        .setWithdrawn(!now.isBefore(end.plus(config.retention())))
        .build();
  }

  /**
   * When the last of its incidents ended, if all did; otherwise it ends by being blamed no more.
   */
  private static Instant end(ScopeShare share, Map<String, Instant> ended, Instant now) {
    return share.getIncidentIds().stream().allMatch(ended::containsKey)
        ? share.getIncidentIds().stream()
            .flatMap(id -> Optional.ofNullable(ended.get(id)).stream())
            .max(Instant::compareTo)
            .filter(now::isAfter)
            .orElse(now)
        : now;
  }

  /** The blame that now explains what this share did. */
  private static Optional<String> wider(String id, ScopeShare share, Map<String, Blame> blames) {
    String fault = id.substring(id.lastIndexOf('/'));
    Set<String> incidents = new HashSet<>(share.getIncidentIds());
    return blames.entrySet().stream()
        .filter(blame -> blame.getKey().endsWith(fault))
        .filter(blame -> isWider(blame.getValue().scope(), share.getScope()))
        .filter(
            blame ->
                blame.getValue().failures().stream()
                    .anyMatch(failure -> incidents.contains(failure.id())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isWider(OutbreakScope scope, OutbreakScope than) {
    return switch (than) {
      case NODE -> scope != OutbreakScope.NODE;
      case ZONE -> scope == OutbreakScope.CLUSTER || scope == OutbreakScope.REGISTRY;
      case CREDENTIAL, CLUSTER -> scope == OutbreakScope.REGISTRY;
      case IMAGE, REGISTRY, UNKNOWN -> scope == OutbreakScope.CLUSTER;
    };
  }

  private static Map<String, Integer> causes(List<Failure> failures) {
    Map<String, Integer> causes = new HashMap<>();
    failures.forEach(failure -> causes.merge(failure.cause().name(), failure.pods(), Integer::sum));
    return causes;
  }
}
