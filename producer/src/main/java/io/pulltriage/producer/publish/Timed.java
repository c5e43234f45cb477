package io.pulltriage.producer.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A part of a feed that has things to do when time comes. */
interface Timed {

  /** When the next of them is due, or null. */
  @Nullable Instant next();

  /** Does the next of them; the feed's time is the time it was due. */
  void runNext();
}
