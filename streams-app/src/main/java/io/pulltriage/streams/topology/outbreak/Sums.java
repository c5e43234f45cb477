package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.internal.Contribution;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Counts over the contributions of several clusters. Pure. */
final class Sums {

  private Sums() {}

  static int failing(Collection<Contribution> contributions) {
    return contributions.stream().mapToInt(Contribution::getFailingPods).sum();
  }

  static int healthy(Collection<Contribution> contributions) {
    return contributions.stream().mapToInt(Contribution::getHealthy).sum();
  }

  static int healthyBeside(Collection<Contribution> contributions) {
    return contributions.stream().mapToInt(Contribution::getHealthyBeside).sum();
  }

  static Set<String> clusters(Collection<Contribution> contributions) {
    Set<String> clusters = new TreeSet<>();
    contributions.forEach(contribution -> clusters.add(contribution.getCluster()));
    return clusters;
  }
}
