package io.pulltriage.streams.topology.outbreak;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Pulls that succeeded in one cluster. Immutable.
 *
 * @param all of them until now, as far back as they are kept
 */
public record Successes(List<Pull> all) {

  /** Puts them in the order of time. */
  public Successes {
    all = all.stream().sorted(Comparator.comparing(Pull::at)).toList();
  }

  /** How many of some kind there were since a time. */
  int count(Instant since, Predicate<Pull> kind) {
    int count = 0;
    for (int i = all.size() - 1; i >= 0 && !all.get(i).at.isBefore(since); i--) {
      count += kind.test(all.get(i)) ? 1 : 0;
    }
    return count;
  }

  /** The registries that any of them came from. */
  Set<String> registries() {
    return all.stream().map(Pull::registry).collect(Collectors.toSet());
  }

  static Predicate<Pull> onAny(Collection<String> nodes) {
    return pull -> nodes.contains(pull.node);
  }

  static Predicate<Pull> from(Collection<String> registries) {
    return pull -> registries.contains(pull.registry);
  }

  /** A pull that succeeded. */
  public record Pull(String node, String registry, Instant at) {}
}
