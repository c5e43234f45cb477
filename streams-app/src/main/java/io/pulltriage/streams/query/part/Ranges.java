package io.pulltriage.streams.query.part;

import io.pulltriage.streams.query.IncidentFilter;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.query.Visibility.Grant;
import io.pulltriage.streams.topology.index.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prefixes of ids outside of which nothing satisfies a filter and may be seen. Pure. Within them
 * there may be other things too: a cluster's name may hold a slash.
 */
final class Ranges {

  /** All there is. */
  static final List<String> EVERYTHING = List.of("");

  private static final char SEPARATOR = '/';

  private Ranges() {}

  /** Prefixes of which none begins with another, in order. */
  static List<String> of(IncidentFilter filter, Visibility visibility) {
    if (filter.cluster().isPresent()) {
      return List.of(
          prefix(
              filter.cluster().get(),
              filter.namespace(),
              filter.workload().isPresent() ? filter.workloadKind() : Optional.empty(),
              filter.workload()));
    }
    return of(visibility);
  }

  /** The same for all that may be seen. */
  static List<String> of(Visibility visibility) {
    if (!visibility.grants().stream().allMatch(Grant::namesCluster)) {
      return EVERYTHING;
    }
    List<String> sorted =
        visibility.grants().stream()
            .map(
                grant ->
                    grant.namesNamespace()
                        ? prefix(grant.cluster(), Optional.of(grant.namespace()))
                        : prefix(grant.cluster()))
            .sorted(Places.BYTES)
            .toList();
    List<String> apart = new ArrayList<>();
    for (String prefix : sorted) {
      if (apart.isEmpty() || !prefix.startsWith(apart.get(apart.size() - 1))) {
        apart.add(prefix);
      }
    }
    return apart;
  }

  @SafeVarargs
  private static String prefix(String cluster, Optional<String>... parts) {
    StringBuilder prefix = new StringBuilder(cluster).append(SEPARATOR);
    for (Optional<String> part : parts) {
      if (part.isEmpty()) {
        break;
      }
      prefix.append(part.get()).append(SEPARATOR);
    }
    return prefix.toString();
  }
}
