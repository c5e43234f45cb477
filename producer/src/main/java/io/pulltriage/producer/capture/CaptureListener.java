package io.pulltriage.producer.capture;

import java.time.Instant;

/** Hears how feeding a capture goes, on the thread that feeds it. */
public interface CaptureListener {

  /** A part of the capture cannot be used. */
  default void problem(CaptureProblem problem) {}

  /** Some more has been fed. */
  default void progress(CaptureProgress progress) {}

  /**
   * Time is about to come so far; never goes back. Waiting here paces the feed: nothing of this
   * time has been published yet. Also called at intervals while nothing happens.
   */
  default void beforeRecord(Instant time) {}
}
