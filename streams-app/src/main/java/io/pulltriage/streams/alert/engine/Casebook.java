package io.pulltriage.streams.alert.engine;

import io.pulltriage.streams.alert.subject.Subject;
import org.jspecify.annotations.Nullable;

/** Those who are watched, for whoever gives out messages about them. For one thread. */
interface Casebook {

  /** How it is by now; null once there is nothing to be told of it. */
  @Nullable Subject read(Watched watched);

  /** Keeps what was told of it. */
  void settle(Watched watched, boolean isOpen);

  /** Whether it is still watched here. */
  boolean isCurrent(Watched watched);
}
