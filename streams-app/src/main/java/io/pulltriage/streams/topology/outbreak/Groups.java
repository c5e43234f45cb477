package io.pulltriage.streams.topology.outbreak;

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

  static List<Failure> without(Collection<Failure> all, Collection<Failure> explained) {
    Set<Failure> gone = new HashSet<>(explained);
    return all.stream().filter(failure -> !gone.contains(failure)).toList();
  }
}
