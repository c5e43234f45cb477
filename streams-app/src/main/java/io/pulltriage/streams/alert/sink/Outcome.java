package io.pulltriage.streams.alert.sink;

import java.time.Duration;
import java.util.Optional;

/** What became of a message. */
public sealed interface Outcome {

  /** Words for a person; never a secret. */
  String detail();

  /**
   * The receiver has it.
   *
   * @param detail what it answered
   */
  record Delivered(String detail) implements Outcome {}

  /**
   * It may be taken later.
   *
   * @param detail what went wrong
   * @param after how long the receiver asks to wait; empty where it does not say
   */
  record Retry(String detail, Optional<Duration> after) implements Outcome {}

  /**
   * It would be refused again.
   *
   * @param detail what went wrong
   */
  record Refused(String detail) implements Outcome {}
}
