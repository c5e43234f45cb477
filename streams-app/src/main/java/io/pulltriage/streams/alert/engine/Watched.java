package io.pulltriage.streams.alert.engine;

import io.pulltriage.schemas.AlertDelivery;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.decide.Decision.Reason;
import io.pulltriage.streams.alert.decide.SubjectKey;
import io.pulltriage.streams.alert.decide.Told;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One incident or outbreak, as long as somebody is or may have to be told of it. */
final class Watched {

  final SubjectKey key;
  final int partition;

  /** When it was first met; part of its messages' names. */
  final Instant since;

  /** By the sinks' places. */
  final Slot[] slots;

  /** How often it has changed; a subject that was read before may be outdated. */
  int version;

  /** Whether what was told is another than what is kept. */
  boolean changed;

  /** Whether what was told of it is in Kafka. */
  boolean kept;

  /** How one sink stands towards the subject. */
  static final class Slot {

    /** What is counted of it at present. */
    enum Standing {
      /** Nothing is to be sent. */
      IDLE,
      /** A message waits for its time or for its sink. */
      PENDING,
      /** A message was counted as suppressed. */
      HELD,
      /** A message was given up. */
      PARKED
    }

    Told told = Told.nothing(false);
    Standing standing = Standing.IDLE;
    @Nullable Reason held;

    /** Why it waits, for when it is over before. */
    Reason waitsFor = Reason.OVER;

    @Nullable Change parkedChange;
    @Nullable String parkedFor;
    int attempts;
    boolean inFlight;

    /** When it is to be looked at again; null for never. */
    @Nullable Instant due;

    boolean hasHistory() {
      return told.messages() > 0 || parkedFor != null;
    }

    /** What was parked is tried anew. */
    void restore(AlertDelivery delivery) {
      told =
          new Told(
              delivery.getOpen(),
              delivery.getCause(),
              delivery.getSeverity(),
              delivery.getOutbreak(),
              delivery.getAt(),
              delivery.getMessages(),
              delivery.getBacklog(),
              delivery.getDigest());
    }

    AlertDelivery delivery(String sink) {
      return AlertDelivery.newBuilder()
          .setSink(sink)
          .setOpen(told.open())
          .setCause(told.cause())
          .setSeverity(told.severity())
          .setOutbreak(told.partOf().orElse(null))
          .setAt(told.at())
          .setMessages(told.messages())
          .setBacklog(told.backlog())
          .setDigest(told.digest())
          .setParked(parkedFor)
          .build();
    }
  }

  Watched(SubjectKey key, int partition, Instant since, int sinks) {
    this.key = key;
    this.partition = partition;
    this.since = since;
    this.slots = new Slot[sinks];
    Arrays.setAll(slots, place -> new Slot());
  }

  /** What was told, as it was kept. */
  static Watched restored(AlertState state, int partition, List<String> sinks) {
    Watched watched =
        new Watched(
            new SubjectKey(state.getKind(), state.getId()),
            partition,
            state.getFirstSeen(),
            sinks.size());
    watched.kept = true;
    for (AlertDelivery delivery : state.getDeliveries()) {
      int place = sinks.indexOf(delivery.getSink());
      if (place >= 0) {
        watched.slots[place].restore(delivery);
      }
    }
    return watched;
  }

  /** Whether any sink was told anything or a message was given up. */
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
        .setId(key.id())
        .setKind(key.kind())
        .setFirstSeen(since)
        .setDeliveries(
            IntStream.range(0, slots.length)
                .filter(place -> slots[place].hasHistory())
                .mapToObj(place -> slots[place].delivery(sinks.get(place)))
                .toList())
        .build();
  }
}
