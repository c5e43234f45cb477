package io.pulltriage.testkit.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Chooses what goes wrong in a fleet. */
final class FaultPlan {

  private static final int REGISTRIES_AT_ONCE = 2;

  private final Random random;
  private final Layout layout;
  private final Instant begin;
  private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
  private final Set<String> taken = new HashSet<>();

  private FaultPlan(Random random, Layout layout, Instant begin) {
    this.random = random;
    this.layout = layout;
    this.begin = begin;
  }

  /**
   * One to five faults that overlap in time, or do not. At most one place of a cluster is at fault,
   * and at most two registries are.
   */
  static List<Fault> faults(Random random, Layout layout, Instant begin) {
    FaultPlan plan = new FaultPlan(random, layout, begin);
    int count = 1 + random.nextInt(5);
    List<Fault> faults = new ArrayList<>();
    while (faults.size() < count) {
      FaultKind kind = plan.any(List.of(FaultKind.values()));
      plan.key(kind).ifPresent(key -> faults.add(plan.fault(kind, key)));
    }
    return faults;
  }

  private Fault fault(FaultKind kind, String key) {
    counts.merge(kind, 1, Integer::sum);
    taken.add(kind.isOfPlace() ? clusterOf(key) : key);
    Instant from = begin.plusSeconds(120 + random.nextInt(420));
    Duration length = Duration.ofSeconds(200 + random.nextInt(400));
    return new Fault(kind, key, random.nextInt(30), from, from.plus(length));
  }

  private Optional<String> key(FaultKind kind) {
    SimulatedNode node = any(layout.nodes());
    return switch (kind) {
      case CLUSTER_CUT_OFF -> free(node.cluster(), node.cluster());
      case ZONE_CUT_OFF ->
          zones(node.cluster()) > 1
              ? free(node.cluster(), node.cluster() + '/' + node.zone())
              : Optional.empty();
      case NODE_CUT_OFF, DISK_FULL -> free(node.cluster(), node.id());
      case REGISTRY_DOWN ->
          counts.getOrDefault(kind, 0) < REGISTRIES_AT_ONCE
              ? Optional.of(any(layout.registries())).filter(key -> !taken.contains(key))
              : Optional.empty();
      case WRONG_SECRET ->
          layout.workloadsOf(node.cluster()).stream()
              .flatMap(workload -> workload.secretId().stream())
              .findFirst()
              .filter(key -> !taken.contains(key));
      case MISSING_TAG, BAD_RELEASE ->
          Optional.of(any(layout.workloads()).image(kind.name().toLowerCase(Locale.ROOT)))
              .filter(key -> !taken.contains(key));
    };
  }

  private Optional<String> free(String cluster, String key) {
    return taken.contains(cluster) ? Optional.empty() : Optional.of(key);
  }

  private long zones(String cluster) {
    return layout.nodesOf(cluster).stream().map(SimulatedNode::zone).distinct().count();
  }

  private static String clusterOf(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
