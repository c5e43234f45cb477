package io.pulltriage.streams.topology.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What is due when, by cluster, in the order of time. Belongs to one task; not thread-safe. */
public final class Timers {

  /** Sorts before whatever a name may contain. */
  private static final char SEPARATOR = '\u0000';

  private static final int DIGITS = 16;

  /** How far ahead it is looked for what is due next. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final KeyValueStore<String, String> store;

  /**
   * Of each cluster, the milliseconds before which nothing is due. A store on disk keeps marks of
   * what was deleted, of all clusters side by side, and whoever looks for what is not there steps
   * over all of them: it is looked only where there may be something.
   */
  private final Map<String, Long> nothingBefore = new HashMap<>();

  /** The timers that a store keeps. */
  public Timers(KeyValueStore<String, String> store) {
    this.store = store;
  }

  /** Moves a thing's timer from when it was due to when it is. */
  public void move(String cluster, String thing, Optional<Instant> from, Optional<Instant> to) {
    if (from.equals(to)) {
      return;
    }
    from.ifPresent(due -> store.delete(key(cluster, due.toEpochMilli(), thing)));
    to.ifPresent(due -> put(cluster, thing, due.toEpochMilli()));
  }

  /** The things of a cluster that are due at a time, the longest due first. */
  public List<String> due(String cluster, Instant time) {
    long now = time.toEpochMilli();
    long from = nothingBefore.getOrDefault(cluster, 0L);
    if (from > now) {
      return List.of();
    }
    List<String> things = new ArrayList<>();
    long next = now + AHEAD.toMillis();
    try (KeyValueIterator<String, String> found =
        store.range(key(cluster, from, ""), key(cluster, next, ""))) {
      while (found.hasNext()) {
        KeyValue<String, String> timer = found.next();
        long due = due(cluster, timer.key);
        // What is due now may be moved by the caller, or stay.
        next = things.isEmpty() ? due : next;
        if (due > now) {
          break;
        }
        things.add(timer.value);
      }
    }
    nothingBefore.put(cluster, next);
    return things;
  }

  private void put(String cluster, String thing, long due) {
    store.put(key(cluster, due, thing), thing);
    nothingBefore.computeIfPresent(cluster, (name, before) -> Math.min(due, before));
  }

  private static long due(String cluster, String key) {
    int begin = cluster.length() + 1;
    return Long.parseLong(key.substring(begin, begin + DIGITS), 16);
  }

  private static String key(String cluster, long due, String thing) {
    return cluster + SEPARATOR + "%016x".formatted(due) + SEPARATOR + thing;
  }
}
