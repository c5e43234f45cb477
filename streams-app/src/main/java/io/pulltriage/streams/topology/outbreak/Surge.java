package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Failures that began one after the other and since when next to nothing succeeds. Pure.
 *
 * @param failures those that are part of it, oldest first
 * @param since when the first of them began
 * @param healthy what succeeded since then all the same
 */
record Surge(List<Failure> failures, Instant since, int healthy) {

  static final Comparator<Failure> OLDEST_FIRST =
      Comparator.comparing(Failure::since).thenComparing(Failure::id).thenComparing(Failure::node);

  /**
   * The largest surge among failures: the one that goes back furthest. Older failures that went on
   * while others succeeded have causes of their own.
   *
   * @param failures of one scope
   * @param healthySince how much succeeded in that scope since a time
   * @return empty where none has gone on for long enough
   */
  static Optional<Surge> of(
      List<Failure> failures,
      ToIntFunction<Instant> healthySince,
      Instant now,
      OutbreakConfig config) {
    List<Failure> sorted = failures.stream().sorted(OLDEST_FIRST).toList();
    int first = afterLastGap(sorted, config);
    int pods = pods(sorted.subList(first, sorted.size()));
    for (; first < sorted.size(); first++) {
      Instant since = sorted.get(first).since();
      boolean begins = first == 0 || sorted.get(first - 1).since().isBefore(since);
      if (since.plus(config.openAfter()).isAfter(now)) {
        return Optional.empty();
      }
      int healthy = begins ? healthySince.applyAsInt(since) : 0;
      if (begins && config.isFailing(pods, healthy)) {
        List<Failure> surge = sorted.subList(first, sorted.size());
        return Optional.of(new Surge(List.copyOf(surge), since, healthy));
      }
      pods -= sorted.get(first).pods();
    }
    return Optional.empty();
  }

  /** Where the newest failures begin: what began long after everything before has another cause. */
  private static int afterLastGap(List<Failure> sorted, OutbreakConfig config) {
    for (int i = sorted.size() - 1; i > 0; i--) {
      if (sorted.get(i - 1).since().plus(config.window()).isBefore(sorted.get(i).since())) {
        return i;
      }
    }
    return 0;
  }

  static int pods(List<Failure> failures) {
    return failures.stream().mapToInt(Failure::pods).sum();
  }

  Blame blame(OutbreakScope scope, String key, int healthyBeside) {
    return new Blame(scope, key, failures, since, healthy, healthyBeside);
  }

  Set<String> nodes() {
    return failures.stream().map(Failure::node).collect(Collectors.toSet());
  }

  Set<String> registries() {
    return failures.stream().map(Failure::registry).collect(Collectors.toSet());
  }

  int workloads() {
    return Groups.workloads(failures);
  }
}
