package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sorts failures into groups. Pure. */
final class Groups {

  private Groups() {}

  static Map<String, List<Failure>> by(
      Collection<Failure> failures, Function<Failure, String> part) {
    return failures.stream()
        .collect(Collectors.groupingBy(part, TreeMap::new, Collectors.toList()));
  }

  static Set<String> of(Collection<Failure> failures, Function<Failure, String> part) {
    return failures.stream().map(part).collect(Collectors.toSet());
  }

  /**
   * How many workloads show one fault. A sandbox is no other workload than its pod, and a pull that
   * hangs has got past the name server.
   */
  static int workloads(Collection<Failure> failures) {
    return Math.max(
        workloadsWithout(Cause.DNS_FAILURE, failures),
        workloadsWithout(Cause.PULL_STALLED, failures));
  }

  private static int workloadsWithout(Cause other, Collection<Failure> failures) {
    Set<String> workloads = new HashSet<>();
    Set<String> pods = new HashSet<>();
    List<Failure> fitting = failures.stream().filter(each -> each.cause() != other).toList();
    fitting.stream()
        .filter(each -> !each.incident().sandbox())
        .forEach(
            each -> {
              workloads.add(each.workload());
              pods.addAll(each.incident().pods());
            });
    fitting.stream()
        .filter(each -> each.incident().sandbox())
        .filter(each -> !pods.containsAll(each.incident().pods()))
        .forEach(each -> workloads.add(each.workload()));
    return workloads.size();
  }

  static List<Failure> without(Collection<Failure> all, Collection<Failure> explained) {
    Set<Failure> gone = new HashSet<>(explained);
    return all.stream().filter(failure -> !gone.contains(failure)).toList();
  }
}
