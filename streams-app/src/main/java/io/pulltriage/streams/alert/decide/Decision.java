package io.pulltriage.streams.alert.decide;

import java.time.Instant;
import java.util.Optional;

/** What is to be done about one subject and one sink. */
public sealed interface Decision {

  /**
   * The sink is to be told now.
   *
   * @param change what
   */
  record Tell(Change change) implements Decision {}

  /**
   * The sink is to be told, but not before a time.
   *
   * @param at when
   */
  record Wait(Instant at) implements Decision {}

  /**
   * The sink is not to be told as things are.
   *
   * @param reason why
   * @param until when that may be otherwise though nothing changes; empty for never
   */
  record Hold(Reason reason, Optional<Instant> until) implements Decision {}

  /**
   * The sink knows all that it is to know.
   *
   * @param again when it is to be told again; empty for never
   */
  record Done(Optional<Instant> again) implements Decision {}
}
