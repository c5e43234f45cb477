package io.pulltriage.streams.query;

import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.internal.IncidentEntry;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whether an incident satisfies a filter and may be seen. Pure. */
final class IncidentMatch implements Predicate<IncidentEntry> {

  private final IncidentFilter filter;
  private final Visibility visibility;

  IncidentMatch(IncidentFilter filter, Visibility visibility) {
    this.filter = filter;
    this.visibility = visibility;
  }

  /** What is decided most cheaply comes first. */
  @Override
  public boolean test(IncidentEntry entry) {
    return is(filter.status(), entry.getStatus())
        && is(filter.phase(), entry.getPhase())
        && isAny(filter.causes(), entry.getCause())
        && isAny(filter.severities(), entry.getSeverity())
        && isInPlace(entry)
        && isOfImage(entry.getImage())
        && (filter.node().isEmpty() || entry.getNodes().contains(filter.node().get()))
        && lasted(filter.since(), entry.getStatus(), entry.getResolvedAt())
        && isIn(filter.outbreak(), entry.getOutbreak())
        && visibility.sees(entry.getCluster(), entry.getNamespace());
  }

  /** Whether something lasted at a time or later. */
  static boolean lasted(
      Optional<Instant> since, IncidentStatus status, Optional<Instant> resolvedAt) {
    return since.isEmpty()
        || status == IncidentStatus.OPEN
        || resolvedAt.filter(end -> !end.isBefore(since.get())).isPresent();
  }

  static <V> boolean is(Optional<V> wanted, V value) {
    return wanted.isEmpty() || wanted.get().equals(value);
  }

  static <V> boolean isAny(Set<V> wanted, V value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static <V> boolean isIn(Optional<V> wanted, Optional<V> value) {
    return wanted.isEmpty() || wanted.equals(value);
  }

  private boolean isInPlace(IncidentEntry entry) {
    return is(filter.cluster(), entry.getCluster())
        && is(filter.namespace(), entry.getNamespace())
        && is(filter.workload(), entry.getWorkload().getName())
        && is(filter.workloadKind(), entry.getWorkload().getKind());
  }

  private boolean isOfImage(ImageReference image) {
    return isIn(filter.registry(), image.getRegistry())
        && (filter.image().isEmpty() || isNamed(filter.image().get(), image));
  }

  private static boolean isNamed(String wanted, ImageReference image) {
    return wanted.equals(image.getReference())
        || wanted.equals(ImageReferences.normalized(image))
        || wanted.equals(image.getRegistry().orElse("") + '/' + image.getRepository().orElse(""));
  }
}
