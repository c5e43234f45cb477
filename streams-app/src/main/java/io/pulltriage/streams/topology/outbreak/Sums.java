package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.internal.ScopeShare;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts over the shares of several clusters. Pure. */
final class Sums {

  private Sums() {}

  static int failing(Collection<ScopeShare> shares) {
    return shares.stream().mapToInt(ScopeShare::getFailingPods).sum();
  }

  static int healthy(Collection<ScopeShare> shares) {
    return shares.stream().mapToInt(ScopeShare::getHealthy).sum();
  }

  static int healthyBeside(Collection<ScopeShare> shares) {
    return shares.stream().mapToInt(ScopeShare::getHealthyBeside).sum();
  }

  static Set<String> clusters(Collection<ScopeShare> shares) {
    Set<String> clusters = new TreeSet<>();
    shares.forEach(share -> clusters.add(share.getCluster()));
    return clusters;
  }

  /** The cause of most pods; the first in the catalogue's order among equals. */
  static Cause cause(Collection<ScopeShare> shares) {
    Map<Cause, Integer> pods = new TreeMap<>();
    shares.forEach(
        share ->
            share
                .getCauses()
                .forEach((cause, count) -> pods.merge(Cause.valueOf(cause), count, Integer::sum)));
    return pods.entrySet().stream()
        .max(
            Map.Entry.<Cause, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse(Cause.UNKNOWN);
  }
}
