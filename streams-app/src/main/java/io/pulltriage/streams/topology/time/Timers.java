package io.pulltriage.streams.topology.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What is due when, by cluster, in the order of time. Belongs to one task; not thread-safe. */
public final class Timers {

  /** Sorts before whatever a name may contain. */
  private static final char SEPARATOR = '\u0000';

  private final KeyValueStore<String, String> store;

  /** The timers that a store keeps. */
  public Timers(KeyValueStore<String, String> store) {
    this.store = store;
  }

  /** Moves a thing's timer from when it was due to when it is. */
  public void move(String cluster, String thing, Optional<Instant> from, Optional<Instant> to) {
    if (from.equals(to)) {
      return;
    }
    from.ifPresent(due -> store.delete(key(cluster, due, thing)));
    to.ifPresent(due -> store.put(key(cluster, due, thing), thing));
  }

  /** The things of a cluster that are due at a time, the longest due first. */
  public List<String> due(String cluster, Instant now) {
    List<String> things = new ArrayList<>();
    try (KeyValueIterator<String, String> due =
        store.range(key(cluster, Instant.EPOCH, ""), key(cluster, now.plusMillis(1), ""))) {
      while (due.hasNext()) {
        things.add(due.next().value);
      }
    }
    return things;
  }

  private static String key(String cluster, Instant due, String thing) {
    return cluster + SEPARATOR + "%016x".formatted(due.toEpochMilli()) + SEPARATOR + thing;
  }
}
