package io.pulltriage.streams.alert.engine;

import io.pulltriage.schemas.AlertDelivery;
import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.Severity;
import io.pulltriage.streams.alert.subject.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Since when each sink is told: what failed before is its backlog, which it is told at once. */
final class Starts {

  private final List<String> sinks;
  private final boolean quiet;
  private final Map<String, Map<String, Instant>> byPartition = new HashMap<>();

  /**
   * No beginnings yet.
   *
   * @param quiet whether what failed before counts as backlog at all
   */
  Starts(List<String> sinks, boolean quiet) {
    this.sinks = sinks;
    this.quiet = quiet;
  }

  /** Key of the beginnings of a kind, in each partition. */
  static String key(AlertKind kind) {
    return Keys.alert(AlertKind.START, kind.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Takes in what was kept; sinks that are new begin now.
   *
   * @return what is to be kept from now on; empty if nothing is new
   */
  Optional<AlertState> begin(
      AlertKind kind, int partition, Optional<AlertState> before, Instant now) {
    Map<String, Instant> starts = new HashMap<>();
    before.ifPresent(
        state -> state.getDeliveries().forEach(one -> starts.put(one.getSink(), one.getAt())));
    boolean isNew = false;
    for (String sink : sinks) {
      isNew |= starts.putIfAbsent(sink, quiet ? now : Instant.EPOCH) == null;
    }
    byPartition.put(place(kind, partition), starts);
    return isNew ? Optional.of(state(kind, starts, now)) : Optional.empty();
  }

  void end(AlertKind kind, int partition) {
    byPartition.remove(place(kind, partition));
  }

  boolean isBacklog(Subject subject, int partition, String sink) {
    Instant start =
        byPartition
            .getOrDefault(place(subject.kind(), partition), Map.of())
            .getOrDefault(sink, Instant.EPOCH);
    return subject.firstSeen().isBefore(start);
  }

  private static String place(AlertKind kind, int partition) {
    return kind.name() + partition;
  }

  private AlertState state(AlertKind kind, Map<String, Instant> starts, Instant now) {
    return AlertState.newBuilder()
        .setId(kind.name().toLowerCase(Locale.ROOT))
        .setKind(AlertKind.START)
        .setFirstSeen(now)
        .setDeliveries(
            sinks.stream()
                .map(
                    sink ->
                        AlertDelivery.newBuilder()
                            .setSink(sink)
                            .setOpen(false)
                            .setCause(Cause.UNKNOWN)
                            .setSeverity(Severity.INFO)
                            .setAt(starts.getOrDefault(sink, now))
                            .build())
                .toList())
        .build();
  }
}
