package io.pulltriage.streams.query;

import java.util.List;

/** Whether this instance serves: its stores are restored and it can read them. Thread-safe. */
public interface Readiness {

  /** What keeps it from serving at the moment, each in a few words; empty when it is ready. */
  List<String> obstacles();

  /** Whether it serves. */
  default boolean isReady() {
    return obstacles().isEmpty();
  }
}
