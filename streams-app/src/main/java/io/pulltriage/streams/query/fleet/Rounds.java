package io.pulltriage.streams.query.fleet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.HostInfo;

/** Whom to ask next about each partition of a store. Not thread-safe. */
final class Rounds {

  private final Map<Integer, Queue<HostInfo>> candidates = new HashMap<>();
  private final Set<HostInfo> silent = new HashSet<>();

  Rounds(Placement placement, String store, Set<Integer> partitions) {
    partitions.forEach(
        partition ->
            candidates.put(partition, new ArrayDeque<>(candidates(placement, store, partition))));
  }

  /**
   * In this order: the owner, who has copies, then the owner again, for a copy of its own will do
   * by then, and this instance: during a rebalance it may have the part without being known to.
   */
  private static List<HostInfo> candidates(Placement placement, String store, int partition) {
    List<HostInfo> all = new ArrayList<>(placement.holders(store, partition));
    if (all.isEmpty()) {
      return List.of(placement.self(), placement.self());
    }
    all.add(all.get(0));
    if (!all.contains(placement.self())) {
      all.add(placement.self());
    }
    return all;
  }

  /** The next round: which partitions to ask each instance about. */
  Map<HostInfo, Set<Integer>> next(Set<Integer> left) {
    Map<HostInfo, Set<Integer>> round = new HashMap<>();
    for (int partition : left) {
      Queue<HostInfo> rest = candidates.getOrDefault(partition, new ArrayDeque<>());
      rest.removeAll(silent);
      HostInfo host = rest.poll();
      if (host != null) {
        round.computeIfAbsent(host, same -> new TreeSet<>()).add(partition);
      }
    }
    return round;
  }

  /** An instance that does not answer is not asked again. */
  void skip(HostInfo host) {
    silent.add(host);
  }
}
