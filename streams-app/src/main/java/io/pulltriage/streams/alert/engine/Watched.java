package io.pulltriage.streams.alert.engine;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.schemas.Keys;
import io.pulltriage.streams.alert.subject.Subject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One incident or outbreak, as long as somebody is or may have to be told of it. */
final class Watched {

  final AlertKind kind;
  final String id;
  final int partition;

  /** When it was first met; part of its messages' names. */
  final Instant since;

  /** By the sinks' places. */
  final Slot[] slots;

  /** Its record, while there is something to be told of it. */
  @Nullable PackedRecord latest;

  /** Whether what was told is another than what is kept. */
  boolean changed;

  /** Whether what was told of it is in Kafka. */
  boolean kept;

  Watched(AlertKind kind, String id, int partition, Instant since, int sinks) {
    this.kind = kind;
    this.id = id;
    this.partition = partition;
    this.since = since;
    this.slots = new Slot[sinks];
    Arrays.setAll(slots, place -> new Slot());
  }

  static Watched of(Subject subject, int partition, int sinks) {
    return new Watched(subject.kind(), subject.id(), partition, subject.firstSeen(), sinks);
  }

  /** What was told, as it was kept. */
  static Watched restored(AlertState state, int partition, List<String> sinks) {
    Watched watched =
        new Watched(state.getKind(), state.getId(), partition, state.getFirstSeen(), sinks.size());
    watched.kept = true;
    state
        .getDeliveries()
        .forEach(
            delivery -> {
              int place = sinks.indexOf(delivery.getSink());
              if (place >= 0) {
                watched.slots[place].restore(delivery);
              }
            });
    return watched;
  }

  String key() {
    return Keys.alert(kind, id);
  }

  /** Whether any sink was told anything or is owed it. */
  boolean hasHistory() {
    return Arrays.stream(slots).anyMatch(Slot::hasHistory);
  }

  /** Whether nobody has to be told any more. */
  boolean isSettled() {
    return Arrays.stream(slots).noneMatch(slot -> slot.told.open() || slot.inFlight);
  }

  /** What was told, to be kept. */
  AlertState state(List<String> sinks) {
    return AlertState.newBuilder()
        .setId(id)
        .setKind(kind)
        .setFirstSeen(since)
        .setDeliveries(
            IntStream.range(0, slots.length)
                .filter(place -> slots[place].hasHistory())
                .mapToObj(place -> slots[place].delivery(sinks.get(place)))
                .toList())
        .build();
  }
}
