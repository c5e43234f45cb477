package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Instant;
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
   * @param known the shares before, by the id of the blame
   * @param fresh what the situation by itself is blamed on
   */
  Map<String, Blame> of(
      Situation situation, Map<String, ScopeShare> known, Map<String, Blame> fresh) {
    Map<String, ScopeShare> standing = new TreeMap<>();
    known.forEach(
        (id, share) -> {
          if (stands(share, situation.now())) {
            standing.put(id, share);
          }
        });
    Map<Failure, String> explained = explained(situation, standing);
    Map<String, Blame> blames = new TreeMap<>();
    fresh.forEach(
        (id, blame) -> {
          if (standing.containsKey(id) || isNews(blame, explained)) {
            blames.put(id, blame);
          }
        });
    Map<String, List<Failure>> left = left(explained, blames.values());
    standing.forEach(
        (id, share) -> {
          List<Failure> failures = left.getOrDefault(id, List.of());
          if (!failures.isEmpty()) {
            blames.putIfAbsent(id, eased(situation, share, failures));
          }
        });
    return blames;
  }

  private boolean stands(ScopeShare share, Instant now) {
    return share.getEndedAt().isEmpty()
        && share.getScope() != OutbreakScope.IMAGE
        && share
            .getEasedAt()
            .filter(at -> at.plus(config.longestBackOff()).isBefore(now))
            .isEmpty();
  }

  /** It explains what nothing did before, or brings together what was blamed on several. */
  private static boolean isNews(Blame blame, Map<Failure, String> explained) {
    Set<String> before = new HashSet<>();
    for (Failure failure : blame.failures()) {
      String id = explained.get(failure);
      if (id == null) {
        return true;
      }
      before.add(id);
    }
    return before.size() > 1;
  }

  /** Which share a failure is part of. */
  private static Map<Failure, String> explained(
      Situation situation, Map<String, ScopeShare> standing) {
    Map<Failure, String> explained = new HashMap<>();
    standing.forEach(
        (id, share) -> {
          Set<String> incidents = Set.copyOf(share.getIncidentIds());
          Set<String> nodes = Set.copyOf(share.getNodes());
          situation.failures().stream()
              .filter(failure -> incidents.contains(failure.id()))
              .filter(failure -> nodes.contains(situation.cluster() + '/' + failure.node()))
              .filter(failure -> id.endsWith('/' + ClusterWeighing.fault(failure)))
              .forEach(failure -> explained.putIfAbsent(failure, id));
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

  private static Blame eased(Situation situation, ScopeShare share, List<Failure> failures) {
    Optional<Predicate<Successes.Pull>> inside = inside(situation, share);
    int healthy = inside.map(kind -> situation.successes().count(share.getSince(), kind)).orElse(0);
    return new Blame(
        share.getScope(),
        share.getKey(),
        failures,
        share.getSince(),
        healthy,
        share.getHealthyBeside(),
        true);
  }

  private static Optional<Predicate<Successes.Pull>> inside(Situation situation, ScopeShare share) {
    String place = share.getKey().substring(share.getKey().indexOf('/') + 1);
    return switch (share.getScope()) {
      case REGISTRY -> Optional.of(Successes.from(Set.of(share.getKey())));
      case NODE -> Optional.of(Successes.onAny(Set.of(place)));
      case ZONE -> Optional.of(Successes.onAny(situation.places().nodesIn(place)));
      case CLUSTER -> Optional.of(pull -> true);
      case IMAGE, CREDENTIAL, UNKNOWN -> Optional.empty();
    };
  }
}
