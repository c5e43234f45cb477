package io.pulltriage.testkit.fleet;

import io.pulltriage.schemas.OutbreakScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Notes which pods failed for which fault, and derives what anybody could have seen of it. */
final class Troubles {

  /** A fault that is met for less long cannot be told from single failures. */
  private static final Duration SEEN = Duration.ofSeconds(90);

  private static final int MANY = 2;

  private final Map<SimulatedPod, Trouble> open = new LinkedHashMap<>();
  private final List<Trouble> all = new ArrayList<>();

  void fail(SimulatedPod pod, Fault fault, Instant at) {
    if (open.get(pod) != null && open.get(pod).fault.equals(fault)) {
      return;
    }
    end(pod, at);
    open.put(pod, new Trouble(pod, fault, at, at));
  }

  void end(SimulatedPod pod, Instant at) {
    Trouble trouble = open.remove(pod);
    if (trouble != null) {
      all.add(new Trouble(pod, trouble.fault, trouble.since, at));
    }
  }

  /** What is left when time ends. */
  void endAll(Instant at) {
    List.copyOf(open.keySet()).forEach(pod -> end(pod, at));
  }

  /** The outbreaks that a perfect observer would report, by fault. */
  Map<Fault, ExpectedOutbreak> expected(Layout layout) {
    return outbreaks(layout, SEEN);
  }

  /** Those that could be noticed, if only for a moment. */
  Map<Fault, ExpectedOutbreak> possible(Layout layout) {
    return outbreaks(layout, Duration.ZERO);
  }

  private Map<Fault, ExpectedOutbreak> outbreaks(Layout layout, Duration seen) {
    Map<Fault, ExpectedOutbreak> outbreaks = new LinkedHashMap<>();
    all.stream()
        .collect(Collectors.groupingBy(Trouble::fault, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (fault, own) -> {
              if (meetsManyFor(own, seen)) {
                outbreaks.put(fault, outbreak(layout, fault, own));
              }
            });
    return outbreaks;
  }

  /** The narrowest scope that holds all of a fault's failures. */
  private static ExpectedOutbreak outbreak(Layout layout, Fault fault, List<Trouble> own) {
    return switch (fault.kind()) {
      case REGISTRY_DOWN -> new ExpectedOutbreak(OutbreakScope.REGISTRY, fault.key());
      case WRONG_SECRET -> new ExpectedOutbreak(OutbreakScope.CREDENTIAL, fault.key());
      case MISSING_TAG, BAD_RELEASE -> new ExpectedOutbreak(OutbreakScope.IMAGE, fault.key());
      case NODE_CUT_OFF, DISK_FULL, ZONE_CUT_OFF, CLUSTER_CUT_OFF -> place(layout, own);
    };
  }

  private static ExpectedOutbreak place(Layout layout, List<Trouble> own) {
    Set<SimulatedNode> nodes =
        own.stream().map(trouble -> trouble.pod.node()).collect(Collectors.toSet());
    Set<String> zones = nodes.stream().map(SimulatedNode::zone).collect(Collectors.toSet());
    SimulatedNode one = nodes.iterator().next();
    boolean zoned =
        layout.nodesOf(one.cluster()).stream().map(SimulatedNode::zone).distinct().count() > 1;
    if (nodes.size() == 1) {
      return new ExpectedOutbreak(OutbreakScope.NODE, one.id());
    }
    return zoned && zones.size() == 1
        ? new ExpectedOutbreak(OutbreakScope.ZONE, one.cluster() + '/' + one.zone())
        : new ExpectedOutbreak(OutbreakScope.CLUSTER, one.cluster());
  }

  /** Whether several workloads were in trouble at once for long enough. */
  private static boolean meetsManyFor(List<Trouble> own, Duration length) {
    for (Trouble first : own) {
      Instant to = first.since.plus(length);
      long workloads =
          own.stream()
              .filter(trouble -> !trouble.since.isAfter(first.since) && !trouble.end.isBefore(to))
              .map(trouble -> trouble.pod.workload().id())
              .distinct()
              .count();
      if (workloads >= MANY) {
        return true;
      }
    }
    return false;
  }

  /** How long one pod failed for one fault. */
  private record Trouble(SimulatedPod pod, Fault fault, Instant since, Instant end) {}
}
