package io.pulltriage.streams.alert.engine;

import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.decide.Reason;
import io.pulltriage.streams.alert.engine.Slot.Standing;

/** Moves slots from one standing to another and counts it, so that the counts add up. */
final class Accounts {

  private final AlertMeters meters;

  Accounts(AlertMeters meters) {
    this.meters = meters;
  }

  /** A message is owed. */
  void owed(String sink, Slot slot, Reason waitsFor) {
    if (slot.standing != Standing.PENDING) {
      meters.taken(sink);
      slot.attempts = 0;
    }
    slot.standing = Standing.PENDING;
    slot.waitsFor = waitsFor;
    unpark(slot);
  }

  /** A message is not to be told as things are. */
  void held(String sink, Slot slot, Reason reason) {
    if (slot.standing != Standing.HELD) {
      meters.suppressed(sink, reason, slot.standing == Standing.PENDING);
    }
    slot.standing = Standing.HELD;
    slot.held = reason;
    unpark(slot);
  }

  /** Nothing is owed any more, or never was. */
  void nothing(String sink, Slot slot) {
    if (slot.standing == Standing.PENDING) {
      meters.suppressed(sink, slot.waitsFor, true);
    }
    slot.standing = Standing.IDLE;
    slot.held = null;
    unpark(slot);
  }

  /** Another instance is to tell it. */
  void moved(String sink, Slot slot) {
    slot.waitsFor = Reason.MOVED;
    nothing(sink, slot);
  }

  /** The receiver has it. */
  void sent(String sink, Slot slot, Change change) {
    slot.attempts = 0;
    if (change == Change.REFRESHED) {
      meters.refreshed(sink);
    } else {
      meters.sent(sink);
      slot.standing = Standing.IDLE;
    }
  }

  /** It is given up. */
  void parked(String sink, Slot slot, Change change, String why) {
    meters.parked(sink);
    slot.standing = Standing.PARKED;
    slot.parkedChange = change;
    slot.parkedFor = why;
  }

  void failed(String sink) {
    meters.failed(sink);
  }

  /** What was parked is as if it had not been tried. */
  void forgive(Slot slot) {
    slot.standing = Standing.IDLE;
    unpark(slot);
  }

  private static void unpark(Slot slot) {
    slot.parkedChange = null;
    slot.parkedFor = null;
  }
}
