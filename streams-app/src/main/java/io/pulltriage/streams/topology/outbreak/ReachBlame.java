package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.streams.config.OutbreakConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is to blame when registries are not reached from one cluster: the whole of it, a zone, a
 * node or, for what is left, each registry. A place is to blame if next to nothing is pulled there
 * and the trouble is the place's own: several registries fail there, or one that does serves other
 * places. Pure and thread-safe.
 */
final class ReachBlame {

  private final OutbreakConfig config;

  ReachBlame(OutbreakConfig config) {
    this.config = config;
  }

  /** What is to blame, each failure explained at most once; all failures show one fault. */
  List<Blame> of(Situation situation, List<Failure> failures) {
    Map<Failure, Failure> heads = SerialPulls.of(situation);
    List<Failure> telling = Groups.without(failures, heads.keySet());
    List<Blame> blames = new ArrayList<>();
    List<Failure> left = telling;
    if (isMostlyIn(situation, telling)) {
      left = blameParts(situation, telling, blames);
    }
    if (blames.isEmpty()) {
      left = blamePlace(situation, telling, node -> true, blames);
      left = blameParts(situation, left, blames);
    }
    Groups.by(left, Failure::registry)
        .forEach(
            (registry, from) -> blameRegistry(situation, registry, from).ifPresent(blames::add));
    return blames.stream().map(blame -> SerialPulls.withWaiting(blame, heads)).toList();
  }

  /** Blames zones, then nodes; gives the failures that they do not explain. */
  private List<Failure> blameParts(
      Situation situation, List<Failure> failures, List<Blame> blames) {
    Left left = new Left(failures);
    for (String zone : zones(situation, left.byNode.keySet())) {
      blamePart(situation, left, situation.places().nodesIn(zone), blames);
    }
    for (String node : List.copyOf(left.byNode.keySet())) {
      blamePart(situation, left, Set.of(node), blames);
    }
    return left.byNode.values().stream().flatMap(List::stream).toList();
  }

  /** What is not explained yet; not thread-safe. */
  private static final class Left {
    final Map<String, List<Failure>> byNode;
    final Map<String, Integer> podsByRegistry;

    Left(List<Failure> failures) {
      byNode = Groups.by(failures, Failure::node);
      podsByRegistry = podsByRegistry(failures);
    }

    static Map<String, Integer> podsByRegistry(List<Failure> failures) {
      Map<String, Integer> pods = new HashMap<>();
      failures.forEach(failure -> pods.merge(failure.registry(), failure.pods(), Integer::sum));
      return pods;
    }

    List<Failure> in(Set<String> nodes) {
      List<Failure> inside = new ArrayList<>();
      byNode.forEach(
          (node, failures) -> {
            if (nodes.contains(node)) {
              inside.addAll(failures);
            }
          });
      return inside;
    }

    void remove(List<Failure> explained) {
      Groups.by(explained, Failure::node)
          .forEach(
              (node, gone) ->
                  byNode.computeIfPresent(node, (same, all) -> Groups.without(all, gone)));
      podsByRegistry(explained)
          .forEach((registry, pods) -> podsByRegistry.merge(registry, -pods, Integer::sum));
    }
  }

  /**
   * Whether one zone or node, in which nothing is pulled, holds nearly all of it while others pull:
   * a stray failure elsewhere does not make it the cluster's.
   */
  private boolean isMostlyIn(Situation situation, List<Failure> failures) {
    Map<String, Integer> podsByNode = new HashMap<>();
    failures.forEach(failure -> podsByNode.merge(failure.node(), failure.pods(), Integer::sum));
    Map<Set<String>, Integer> podsByPlace = new HashMap<>();
    podsByNode.forEach((node, pods) -> podsByPlace.put(Set.of(node), pods));
    for (String zone : zones(situation, podsByNode.keySet())) {
      Set<String> nodes = situation.places().nodesIn(zone);
      int inZone = nodes.stream().mapToInt(node -> podsByNode.getOrDefault(node, 0)).sum();
      podsByPlace.merge(nodes, inZone, Math::max);
    }
    int pods = Surge.pods(failures);
    return podsByPlace.entrySet().stream()
        .filter(place -> place.getValue() >= (1 - config.healthyShare()) * pods)
        .anyMatch(place -> isAloneIn(situation, failures, place.getKey()));
  }

  private static boolean isAloneIn(Situation situation, List<Failure> failures, Set<String> nodes) {
    return failures.stream()
        .filter(failure -> nodes.contains(failure.node()))
        .map(Failure::since)
        .min(Comparator.naturalOrder())
        .filter(since -> situation.successes().count(since, Successes.onAny(nodes)) == 0)
        .filter(since -> situation.successes().count(since, Successes.onAny(nodes).negate()) > 0)
        .isPresent();
  }

  private static List<String> zones(Situation situation, Collection<String> nodes) {
    return nodes.stream()
        .flatMap(node -> situation.places().zoneOf(node).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private void blamePart(Situation situation, Left left, Set<String> nodes, List<Blame> blames) {
    List<Failure> inside = left.in(nodes);
    Map<String, Integer> failingInside = Left.podsByRegistry(inside);
    List<Failure> own =
        inside.stream()
            .filter(
                failure -> {
                  String registry = failure.registry();
                  int outside =
                      left.podsByRegistry.getOrDefault(registry, 0)
                          - failingInside.getOrDefault(registry, 0);
                  return !isDownOutside(situation, failure, nodes, outside);
                })
            .toList();
    int before = blames.size();
    blamePlace(situation, own, nodes::contains, blames);
    blames.subList(before, blames.size()).forEach(blame -> left.remove(blame.failures()));
  }

  /** What fails outside a place as well is not the place's own trouble. */
  private boolean isDownOutside(
      Situation situation, Failure failure, Set<String> nodes, int failing) {
    String registry = failure.registry();
    int healthy =
        failing == 0
            ? 0
            : situation
                .successes()
                .count(
                    failure.since(),
                    pull -> pull.registry().equals(registry) && !nodes.contains(pull.node()));
    return config.isFailing(failing, healthy);
  }

  /**
   * Blames a place for failures in it, if its fault it is; gives those that it does not explain.
   */
  private List<Failure> blamePlace(
      Situation situation, List<Failure> failures, Predicate<String> place, List<Blame> blames) {
    Predicate<Successes.Pull> inside = pull -> place.test(pull.node());
    Optional<Surge> surge =
        Surge.of(
            failures, since -> situation.successes().count(since, inside), situation.now(), config);
    if (surge.isEmpty() || !isOfPlace(situation, surge.get(), inside)) {
      return failures;
    }
    blames.add(blame(situation, surge.get()));
    return Groups.without(failures, surge.get().failures());
  }

  private boolean isOfPlace(Situation situation, Surge surge, Predicate<Successes.Pull> inside) {
    return surge.workloads() >= config.minWorkloads()
        && (serveOthers(situation, surge, inside)
            || isBehindProxy(surge)
            || failsWithSeveralRegistries(situation, surge));
  }

  /** Whether registries that fail in a place serve others: of those that answer, several. */
  private static boolean serveOthers(
      Situation situation, Surge surge, Predicate<Successes.Pull> inside) {
    long serving =
        surge.registries().stream()
            .map(registry -> Successes.from(Set.of(registry)).and(inside.negate()))
            .filter(elsewhere -> situation.successes().count(surge.since(), elsewhere) > 0)
            .count();
    return serving > (isAnswered(surge) ? 1 : 0);
  }

  /**
   * Whether registries were reached and answered, be it with an error, a limit or a certificate:
   * what one of them says is no place's trouble.
   */
  private static boolean isAnswered(Surge surge) {
    return surge.failures().stream()
        .allMatch(failure -> !Family.fault(failure.cause()).equals(Family.NETWORK));
  }

  /** A proxy stands before a place, whichever registry is behind it. */
  private static boolean isBehindProxy(Surge surge) {
    return surge.failures().stream().allMatch(failure -> failure.cause() == Cause.PROXY_FAILURE);
  }

  /**
   * Without other places to compare with, two registries must fail of those that ever served the
   * cluster, or, since one that does not exist says little about a place, three of any. Nor do
   * unrelated registries that fail on a node each.
   */
  private static boolean failsWithSeveralRegistries(Situation situation, Surge surge) {
    Set<String> known = situation.successes().registries();
    Map<String, List<Failure>> byRegistry = Groups.by(surge.failures(), Failure::registry);
    long telling = byRegistry.keySet().stream().filter(known::contains).count();
    int enough = isAnswered(surge) ? 2 : 1;
    boolean several =
        telling > enough || byRegistry.size() > (known.isEmpty() ? enough : enough + 1);
    return several
        && (surge.nodes().size() == 1
            || byRegistry.values().stream()
                .anyMatch(own -> Groups.of(own, Failure::node).size() > 1));
  }

  /**
   * The narrowest place that holds all of it. The only node of a cluster is a node: nothing tells
   * its trouble from the cluster's.
   */
  private static Blame blame(Situation situation, Surge surge) {
    Set<String> nodes = surge.nodes();
    Set<String> zones =
        nodes.stream()
            .map(node -> situation.places().zoneOf(node).orElse(""))
            .collect(Collectors.toSet());
    String cluster = situation.cluster();
    String zone = zones.iterator().next();
    int beside = situation.successes().count(surge.since(), Successes.onAny(nodes).negate());
    if (nodes.size() == 1 && !nodes.contains("")) {
      return surge.blame(OutbreakScope.NODE, cluster + '/' + nodes.iterator().next(), beside);
    }
    boolean oneOfSeveral = zones.size() == 1 && !zone.isEmpty() && situation.places().hasZones();
    return oneOfSeveral
        ? surge.blame(OutbreakScope.ZONE, cluster + '/' + zone, beside)
        : surge.blame(OutbreakScope.CLUSTER, cluster, beside);
  }

  private Optional<Blame> blameRegistry(
      Situation situation, String registry, List<Failure> failures) {
    Predicate<Successes.Pull> from = Successes.from(Set.of(registry));
    return Surge.of(
            failures, since -> situation.successes().count(since, from), situation.now(), config)
        .map(surge -> registryBlame(situation, registry, surge));
  }

  /**
   * A registry that fails on one node alone, of several, on which nothing else is pulled either,
   * may as well be well: the node is the narrower explanation, and not proven either.
   */
  private static Blame registryBlame(Situation situation, String registry, Surge surge) {
    Predicate<Successes.Pull> others = Successes.from(Set.of(registry)).negate();
    int beside =
        situation.successes().count(surge.since(), Successes.onAny(surge.nodes()).and(others));
    Blame blame = surge.blame(OutbreakScope.REGISTRY, registry, beside);
    boolean oneOfSeveral = surge.nodes().size() == 1 && situation.places().nodes() > 1;
    return oneOfSeveral && beside == 0 ? blame.inDoubt() : blame;
  }
}
