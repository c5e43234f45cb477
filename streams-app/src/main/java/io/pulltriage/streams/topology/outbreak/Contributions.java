package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.streams.config.OutbreakConfig;
import io.pulltriage.streams.topology.incident.Fingerprint;
import io.pulltriage.streams.topology.incident.NameList;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one cluster adds to each possible outbreak, followed through time: a contribution begins
 * with a blame, grows while it lasts, ends without it, settles, and is withdrawn at last. Pure and
 * thread-safe.
 */
final class Contributions {

  /** Ids and nodes that a contribution names; what it counts is not bounded by it. */
  private static final int NAMED = 500;

  /** What the names may come to, in a record of 1 MB. */
  private static final int ID_BYTES = 400_000;

  private static final int NODE_BYTES = 200_000;

  /** Narrower places that a contribution names. */
  private static final int ABSORBED = 50;

  private final OutbreakConfig config;

  Contributions(OutbreakConfig config) {
    this.config = config;
  }

  /**
   * The contributions now.
   *
   * @param known the contributions before, by the id of the blame
   * @param failing ids of the incidents that fail
   * @param ended when incidents that have ended did, by id; those that did long ago are not in it
   * @return all contributions that there are now, changed or not
   */
  Map<String, Contribution> next(
      String cluster,
      Map<String, Contribution> known,
      Map<String, Blame> blames,
      Set<String> failing,
      Map<String, Instant> ended,
      Instant now) {
    Map<String, Contribution> next = new TreeMap<>();
    Map<String, Set<String>> absorbed = new HashMap<>();
    known.forEach(
        (id, contribution) -> {
          if (!blames.containsKey(id)) {
            Instant end =
                contribution.getEndedAt().orElseGet(() -> end(contribution, failing, ended, now));
            Contribution over = without(id, contribution, blames, end, now);
            next.put(id, over);
            if (contribution.getEndedAt().isEmpty()) {
              absorb(id, over, absorbed);
            }
          }
        });
    blames.forEach(
        (id, blame) -> {
          Optional<Contribution> before =
              Optional.ofNullable(known.get(id))
                  .filter(contribution -> goesOn(contribution, blame));
          List<String> narrower = absorbed(before, absorbed.getOrDefault(id, Set.of()));
          next.put(id, contribution(cluster, blame, before, narrower, now));
        });
    return next;
  }

  /** Notes a place that has just ended as part of something wider; its outbreak was reported. */
  private static void absorb(String id, Contribution over, Map<String, Set<String>> absorbed) {
    if (isPlace(over.getScope())) {
      over.getPartOf()
          .ifPresent(wider -> absorbed.computeIfAbsent(wider, none -> new TreeSet<>()).add(id));
    }
  }

  private static boolean isPlace(OutbreakScope scope) {
    return scope == OutbreakScope.NODE
        || scope == OutbreakScope.ZONE
        || scope == OutbreakScope.CLUSTER;
  }

  private static List<String> absorbed(Optional<Contribution> before, Set<String> narrower) {
    List<String> known = before.map(Contribution::getAbsorbed).orElse(List.of());
    if (known.containsAll(narrower)) {
      return known;
    }
    Set<String> all = new TreeSet<>(known);
    all.addAll(narrower);
    return all.stream().limit(ABSORBED).toList();
  }

  private Contribution contribution(
      String cluster,
      Blame blame,
      Optional<Contribution> before,
      List<String> narrower,
      Instant now) {
    Set<String> incidents = new TreeSet<>(Groups.of(blame.failures(), Failure::id));
    Set<String> nodes = new TreeSet<>();
    Groups.of(blame.failures(), Failure::node).stream()
        .filter(node -> !node.isEmpty())
        .forEach(node -> nodes.add(cluster + '/' + node));
    int workloads = Groups.workloads(blame.failures());
    before.ifPresent(contribution -> incidents.addAll(contribution.getIncidentIds()));
    before.ifPresent(contribution -> nodes.addAll(contribution.getNodes()));
    Instant last =
        blame.failures().stream()
            .map(failure -> failure.incident().lastFailure())
            .max(Instant::compareTo)
            .orElse(blame.since());
    return Contribution.newBuilder()
        .setCluster(cluster)
        .setScope(blame.scope())
        .setKey(blame.key())
        .setOpenedAt(before.map(Contribution::getOpenedAt).orElse(now))
        .setCause(cause(blame, before, now))
        .setSince(
            before.map(Contribution::getSince).filter(blame.since()::isAfter).orElse(blame.since()))
        .setLastFailure(
            before.map(Contribution::getLastFailure).filter(last::isBefore).orElse(last))
        .setWorkloads(Math.max(workloads, before.map(Contribution::getWorkloads).orElse(0)))
        .setFailingPods(blame.pods())
        .setHealthy(blame.healthy())
        .setHealthyBeside(
            Math.max(blame.healthyBeside(), before.map(Contribution::getHealthyBeside).orElse(0)))
        .setNodes(NameList.within(NODE_BYTES, nodes.stream().limit(NAMED).toList()))
        .setIncidents(Math.max(incidents.size(), before.map(Contribution::getIncidents).orElse(0)))
        .setIncidentIds(NameList.within(ID_BYTES, incidents.stream().limit(NAMED).toList()))
        .setAbsorbed(narrower)
        .setDoubtful(blame.doubtful() && before.map(Contribution::getDoubtful).orElse(true))
        .setProven(before.map(Contribution::getProven).orElse(false) || isProven(blame))
        .setOutbreak(before.flatMap(Contribution::getOutbreak).orElse(null))
        .setEasedAt(blame.eased() ? before.flatMap(Contribution::getEasedAt).orElse(now) : null)
        .build();
  }

  /**
   * Failures were the rule, or, of an image that does not start, more pods failed than ran. What
   * ends again and again for no known reason is no fault of an image that runs well elsewhere.
   */
  private boolean isProven(Blame blame) {
    if (blame.scope() != OutbreakScope.IMAGE) {
      return config.isFailing(blame.pods(), blame.healthy());
    }
    boolean crashes = blame.failures().get(0).cause() == Cause.CRASH_LOOP;
    return crashes ? blame.healthy() == 0 : blame.pods() >= blame.healthy();
  }

  /** The cause of most pods, chosen anew while the trouble is young. */
  private Cause cause(Blame blame, Optional<Contribution> before, Instant now) {
    Optional<Cause> chosen =
        before
            .filter(known -> now.isAfter(known.getSince().plus(config.openAfter())))
            .map(Contribution::getCause);
    return chosen.orElseGet(() -> mostFrequent(blame.failures()));
  }

  private static Cause mostFrequent(List<Failure> failures) {
    Map<Cause, Integer> pods = new EnumMap<>(Cause.class);
    failures.forEach(failure -> pods.merge(failure.cause(), failure.pods(), Integer::sum));
    return pods.entrySet().stream()
        .max(
            Map.Entry.<Cause, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse(Cause.UNKNOWN);
  }

  /** Whether a blame continues a contribution from before. */
  private boolean goesOn(Contribution contribution, Blame blame) {
    return contribution
        .getEndedAt()
        .map(end -> !blame.since().isAfter(end.plus(config.holdDown())))
        .orElse(true);
  }

  private Contribution without(
      String id, Contribution contribution, Map<String, Blame> blames, Instant end, Instant now) {
    if (contribution.getEndedAt().isPresent()) {
      return aged(contribution, end, now);
    }
    Contribution over =
        Contribution.newBuilder(contribution)
            .setEndedAt(end)
            .setFailingPods(0)
            .setPartOf(wider(id, contribution, blames).orElse(null))
            .build();
    return aged(over, end, now);
  }

  /**
   * The contributions of a cluster of which nothing has been heard for long. They no longer keep an
   * outbreak open, and say so; when it is heard of again, they go on as if nothing had been.
   *
   * @param heard the last sign of life
   */
  Map<String, Contribution> silent(Map<String, Contribution> known, Instant heard, Instant now) {
    Map<String, Contribution> next = new TreeMap<>();
    known.forEach(
        (id, contribution) -> {
          Contribution over =
              contribution.getEndedAt().isPresent()
                  ? contribution
                  : Contribution.newBuilder(contribution)
                      .setEndedAt(heard)
                      .setFailingPods(0)
                      .setSilentSince(heard)
                      .build();
          next.put(id, aged(over, over.getEndedAt().orElse(heard), now));
        });
    return next;
  }

  /** What ended long ago: at a time it is sure, and at last it is forgotten. */
  Contribution aged(Contribution contribution, Instant end, Instant now) {
    boolean settled = !now.isBefore(end.plus(config.holdDown()));
    boolean withdrawn = !now.isBefore(end.plus(config.retention()));
    return settled == contribution.getSettled() && withdrawn == contribution.getWithdrawn()
        ? contribution
        : Contribution.newBuilder(contribution).setSettled(settled).setWithdrawn(withdrawn).build();
  }

  /**
   * When the last of its incidents ended, if none fails; otherwise it ends by being blamed no more.
   */
  private static Instant end(
      Contribution contribution, Set<String> failing, Map<String, Instant> ended, Instant now) {
    return contribution.getIncidentIds().stream().noneMatch(failing::contains)
        ? contribution.getIncidentIds().stream()
            .flatMap(id -> Optional.ofNullable(ended.get(id)).stream())
            .max(Instant::compareTo)
            .filter(now::isAfter)
            .orElse(now)
        : now;
  }

  /** The blame that now explains what this contribution did. */
  private static Optional<String> wider(
      String id, Contribution contribution, Map<String, Blame> blames) {
    String fault = ScopeKey.parse(id).fault();
    Set<String> incidents = new HashSet<>(contribution.getIncidentIds());
    return blames.entrySet().stream()
        .filter(blame -> ScopeKey.parse(blame.getKey()).fault().equals(fault))
        .filter(blame -> isWider(blame.getValue().scope(), contribution.getScope()))
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

  /**
   * A hash of what of a contribution OUTBREAKS must know at once; the rest are counters, which may
   * wait.
   */
  static long significance(Contribution contribution) {
    return new Fingerprint()
        .add(contribution.getCause())
        .add(contribution.getSince())
        .addTime(contribution.getEndedAt())
        .add(contribution.getSettled() ? 1 : 0)
        .add(contribution.getWithdrawn() ? 1 : 0)
        .add(contribution.getEasedAt().isPresent() ? 1 : 0)
        .addText(contribution.getPartOf())
        .addTime(contribution.getSilentSince())
        .addTexts(contribution.getAbsorbed())
        .add(contribution.getDoubtful() ? 1 : 0)
        .add(contribution.getProven() ? 1 : 0)
        .add(contribution.getWorkloads())
        .addTexts(contribution.getNodes())
        .add(contribution.getIncidents())
        .addTexts(contribution.getIncidentIds())
        .value();
  }

  /** A hash of the counters. */
  static long counters(Contribution contribution) {
    return new Fingerprint()
        .add(contribution.getLastFailure())
        .add(contribution.getFailingPods())
        .add(contribution.getHealthy())
        .add(contribution.getHealthyBeside())
        .value();
  }
}
