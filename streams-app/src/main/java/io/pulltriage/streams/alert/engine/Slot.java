package io.pulltriage.streams.alert.engine;

import io.pulltriage.schemas.AlertDelivery;
import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.decide.Reason;
import io.pulltriage.streams.alert.decide.Told;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one sink stands towards one subject. */
final class Slot {

  /** What is counted of it at present. */
  enum Standing {
    /** Nothing is owed. */
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

  void restore(AlertDelivery delivery) {
    // What was parked is tried anew.
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
