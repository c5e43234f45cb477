package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.OutbreakScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pulls that may only wait for another: a kubelet pulls one image at a time unless told otherwise
 * ({@code serializeImagePulls}). Of pulls that hang on a node on which nothing was pulled since,
 * only the first says anything about a registry or the node. Pure.
 */
final class SerialPulls {

  private SerialPulls() {}

  /** Of each pull that may wait, the one that it waits for. */
  static Map<Failure, Failure> of(Situation situation) {
    List<Failure> stalled =
        situation.failures().stream()
            .filter(failure -> failure.cause() == Cause.PULL_STALLED)
            .sorted(Surge.OLDEST_FIRST)
            .toList();
    Map<Failure, Failure> heads = new HashMap<>();
    Groups.by(stalled, Failure::node)
        .forEach(
            (node, queue) -> {
              Failure head = queue.get(0);
              boolean pulls =
                  situation.successes().count(head.since(), Successes.onAny(Set.of(node))) > 0;
              queue.stream().skip(pulls ? queue.size() : 1).forEach(each -> heads.put(each, head));
            });
    return heads;
  }

  /**
   * A blame, with the pulls that wait for what it explains. A registry that is blamed for a single
   * queue alone may as well be well.
   *
   * @param heads of each pull that waits, the one that it waits for
   */
  static Blame withWaiting(Blame blame, Map<Failure, Failure> heads) {
    if (heads.isEmpty()) {
      return blame;
    }
    Set<Failure> explained = new HashSet<>(blame.failures());
    boolean registry = blame.scope() == OutbreakScope.REGISTRY;
    List<Failure> waiting =
        heads.entrySet().stream()
            .filter(each -> explained.contains(each.getValue()))
            .filter(each -> !registry || each.getKey().registry().equals(blame.key()))
            .map(Map.Entry::getKey)
            .sorted(Surge.OLDEST_FIRST)
            .toList();
    if (waiting.isEmpty()) {
      return blame;
    }
    List<Failure> all = new ArrayList<>(blame.failures());
    all.addAll(waiting);
    boolean oneQueue = registry && Groups.of(all, Failure::node).size() == 1;
    return new Blame(
        blame.scope(),
        blame.key(),
        all,
        blame.since(),
        blame.healthy(),
        blame.healthyBeside(),
        blame.doubtful() || oneQueue,
        blame.eased());
  }
}
