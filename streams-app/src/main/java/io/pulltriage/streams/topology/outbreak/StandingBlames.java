package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ClusterKey;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was blamed stands for as long as pods may wait before they try again. When a cluster is
 * reached again, pulls succeed everywhere while older pods still wait: those would look like nodes
 * and registries of which each is at fault by itself. Pure and thread-safe.
 */
final class StandingBlames {

  private final OutbreakConfig config;

  StandingBlames(OutbreakConfig config) {
    this.config = config;
  }

  /**
   * The blames, those that stand among them.
   *
   * @param known the contributions before, by the id of the blame
   * @param blamed what the situation by itself is blamed on
   */
  Map<String, Blame> of(
      Situation situation, Map<String, Contribution> known, Map<String, Blame> blamed) {
    Map<String, Blame> fresh = new TreeMap<>(blamed);
    fresh
        .entrySet()
        .removeIf(each -> isLeftOver(situation, each.getValue(), known.get(each.getKey())));
    Map<String, Contribution> standing = new TreeMap<>();
    known.forEach(
        (id, contribution) -> {
          if (stands(contribution, situation.now())) {
            standing.put(id, contribution);
          }
        });
    Map<Failure, String> explained = explained(situation, standing);
    Set<String> over = over(situation, standing, explained);
    over.removeAll(fresh.keySet());
    Map<String, Blame> blames = new TreeMap<>();
    fresh.forEach(
        (id, blame) -> {
          if (standing.containsKey(id) || isNews(blame, explained, over)) {
            blames.put(id, blame);
          }
        });
    Map<String, List<Failure>> left = left(explained, blames.values());
    standing.forEach(
        (id, contribution) -> {
          List<Failure> failures = left.getOrDefault(id, List.of());
          if (!failures.isEmpty()) {
            blames.putIfAbsent(id, eased(situation, contribution, failures));
          }
        });
    return blames;
  }

  /**
   * Whether all that is left of what several workloads met is one that has not been seen to try
   * again for so long that it should have: the kubelet's events were dropped, or its node was lost.
   * It does not hold an outbreak open by itself.
   */
  private boolean isLeftOver(
      Situation situation, Blame blame, @Nullable Contribution contribution) {
    Instant retried = situation.now().minus(config.longestBackOff().multipliedBy(2));
    return contribution != null
        && contribution.getScope() != OutbreakScope.IMAGE
        && contribution.getWorkloads() > 1
        && Groups.workloads(blame.failures()) == 1
        && blame.failures().stream()
            .allMatch(
                failure ->
                    failure.cause() != Cause.PULL_STALLED
                        && failure.incident().lastFailure().isBefore(retried));
  }

  private boolean stands(Contribution contribution, Instant now) {
    return contribution.getEndedAt().isEmpty()
        && contribution.getScope() != OutbreakScope.IMAGE
        && contribution
            .getEasedAt()
            .filter(at -> at.plus(config.longestBackOff()).isBefore(now))
            .isEmpty();
  }

  /**
   * It explains what nothing did before, or brings together what was blamed on several. Pods that
   * only wait to try again are no reason to blame a registry or more than a node: then what is new
   * must be enough by itself.
   */
  private boolean isNews(Blame blame, Map<Failure, String> explained, Set<String> over) {
    Set<String> before = new HashSet<>();
    Set<String> fresh = new HashSet<>();
    for (Failure failure : blame.failures()) {
      String id = explained.get(failure);
      if (id == null) {
        fresh.add(failure.workload());
      } else {
        before.add(id);
      }
    }
    boolean waits = before.removeAll(over) && isWide(blame.scope());
    return fresh.size() >= (waits ? config.minWorkloads() : 1) || before.size() > 1;
  }

  private static boolean isWide(OutbreakScope scope) {
    return scope == OutbreakScope.ZONE
        || scope == OutbreakScope.CLUSTER
        || scope == OutbreakScope.REGISTRY;
  }

  /** The contributions of which things go well again: what is left of them waits to try again. */
  private Set<String> over(
      Situation situation, Map<String, Contribution> standing, Map<Failure, String> explained) {
    Map<String, Integer> pods = new HashMap<>();
    explained.forEach((failure, id) -> pods.merge(id, failure.pods(), Integer::sum));
    Set<String> over = new HashSet<>();
    standing.forEach(
        (id, contribution) -> {
          int healthy = healthy(situation, contribution);
          if (healthy > 0 && !config.isFailing(pods.getOrDefault(id, 0), healthy)) {
            over.add(id);
          }
        });
    return over;
  }

  /** Which contribution a failure is part of. */
  private static Map<Failure, String> explained(
      Situation situation, Map<String, Contribution> standing) {
    Map<Failure, String> explained = new HashMap<>();
    if (standing.isEmpty()) {
      return explained;
    }
    Map<String, List<Failure>> byIncident = new HashMap<>();
    for (Failure failure : situation.failures()) {
      byIncident.computeIfAbsent(failure.id(), id -> new ArrayList<>(1)).add(failure);
    }
    standing.forEach(
        (id, contribution) -> {
          String fault = ScopeKey.parse(id).fault();
          Set<String> nodes = new HashSet<>(contribution.getNodes());
          for (String incident : contribution.getIncidentIds()) {
            for (Failure failure : byIncident.getOrDefault(incident, List.of())) {
              if (nodes.contains(situation.cluster() + '/' + failure.node())
                  && fault.equals(ClusterWeighing.fault(failure))) {
                explained.putIfAbsent(failure, id);
              }
            }
          }
        });
    return explained;
  }

  private static Map<String, List<Failure>> left(
      Map<Failure, String> explained, Collection<Blame> blames) {
    Set<Failure> taken =
        blames.stream().flatMap(blame -> blame.failures().stream()).collect(Collectors.toSet());
    return explained.keySet().stream()
        .filter(failure -> !taken.contains(failure))
        .sorted(Surge.OLDEST_FIRST)
        .collect(Collectors.groupingBy(explained::get, TreeMap::new, Collectors.toList()));
  }

  private static Blame eased(
      Situation situation, Contribution contribution, List<Failure> failures) {
    return new Blame(
        contribution.getScope(),
        contribution.getKey(),
        failures,
        contribution.getSince(),
        healthy(situation, contribution),
        contribution.getHealthyBeside(),
        contribution.getDoubtful(),
        true);
  }

  /** What succeeded within the scope of a contribution since its first failure. */
  private static int healthy(Situation situation, Contribution contribution) {
    return inside(situation, contribution)
        .map(kind -> situation.successes().count(contribution.getSince(), kind))
        .orElse(0);
  }

  private static Optional<Predicate<Successes.Pull>> inside(
      Situation situation, Contribution contribution) {
    String place = ClusterKey.parse(contribution.getKey()).rest();
    return switch (contribution.getScope()) {
      case REGISTRY -> Optional.of(Successes.from(Set.of(contribution.getKey())));
      case NODE -> Optional.of(Successes.onAny(Set.of(place)));
      case ZONE -> Optional.of(Successes.onAny(situation.places().nodesIn(place)));
      case CLUSTER -> Optional.of(pull -> true);
      case IMAGE, CREDENTIAL, UNKNOWN -> Optional.empty();
    };
  }
}
