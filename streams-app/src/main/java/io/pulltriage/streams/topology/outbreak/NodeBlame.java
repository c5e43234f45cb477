package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What is to blame for failures of nodes themselves: a full disk, a broken runtime. Most nodes of a
 * cluster or of a zone at once are one trouble; otherwise each node has its own. Pure and
 * thread-safe.
 */
final class NodeBlame {

  private final OutbreakConfig config;

  NodeBlame(OutbreakConfig config) {
    this.config = config;
  }

  /** What is to blame, each failure explained at most once. */
  List<Blame> of(Situation situation, List<Failure> failures) {
    Set<String> nodes = Groups.of(failures, Failure::node);
    if (isMost(nodes, situation.places().nodes()) && isOfSeveral(failures)) {
      return List.of(blame(OutbreakScope.CLUSTER, situation.cluster(), failures, situation));
    }
    List<Blame> blames = new ArrayList<>();
    List<Failure> left = failures;
    for (String zone :
        nodes.stream()
            .flatMap(node -> situation.places().zoneOf(node).stream())
            .distinct()
            .sorted()
            .toList()) {
      Set<String> inZone = situation.places().nodesIn(zone);
      List<Failure> here =
          left.stream().filter(failure -> inZone.contains(failure.node())).toList();
      if (isMost(Groups.of(here, Failure::node), inZone.size()) && isOfSeveral(here)) {
        blames.add(blame(OutbreakScope.ZONE, situation.cluster() + '/' + zone, here, situation));
        left = Groups.without(left, here);
      }
    }
    Groups.by(left, Failure::node)
        .forEach(
            (node, here) -> {
              if (isOfSeveral(here)) {
                blames.add(
                    blame(OutbreakScope.NODE, situation.cluster() + '/' + node, here, situation));
              }
            });
    return blames;
  }

  /** A single workload that fails everywhere may be at fault itself. */
  private boolean isOfSeveral(List<Failure> failures) {
    return Groups.workloads(failures) >= config.minWorkloads();
  }

  private static boolean isMost(Collection<String> troubled, int all) {
    return troubled.size() > 1 && 2 * troubled.size() > all;
  }

  private static Blame blame(
      OutbreakScope scope, String key, List<Failure> failures, Situation situation) {
    Instant since =
        failures.stream().map(Failure::since).min(Comparator.naturalOrder()).orElseThrow();
    Set<String> nodes = Groups.of(failures, Failure::node);
    Successes successes = situation.successes();
    return new Blame(
        scope,
        key,
        failures,
        since,
        successes.count(since, Successes.onAny(nodes)),
        successes.count(since, Successes.onAny(nodes).negate()));
  }
}
