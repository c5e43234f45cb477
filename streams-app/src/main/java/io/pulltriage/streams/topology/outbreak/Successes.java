package io.pulltriage.streams.topology.outbreak;

import java.time.Instant;
import java.util.Collection;
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

  public Successes {
    all = List.copyOf(all);
  }

  /** How many of some kind there were since a time. */
  int count(Instant since, Predicate<Pull> kind) {
    return (int) all.stream().filter(pull -> !pull.at.isBefore(since)).filter(kind).count();
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
