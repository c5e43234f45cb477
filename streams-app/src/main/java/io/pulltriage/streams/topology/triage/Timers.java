package io.pulltriage.streams.topology.triage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * When things are to be looked at again. In memory alone: when a thing is due follows from its
 * state. Not thread-safe.
 */
final class Timers {

  private final TreeMap<Instant, Set<String>> things = new TreeMap<>();
  private final Map<String, Instant> dueByThing = new HashMap<>();

  /** Sets when a thing is due; empty for never. */
  void set(String thing, Optional<Instant> due) {
    Instant before = dueByThing.get(thing);
    if (before != null && due.filter(before::equals).isPresent()) {
      return;
    }
    if (before != null) {
      Set<String> same = things.getOrDefault(before, Set.of());
      same.remove(thing);
      if (same.isEmpty()) {
        things.remove(before);
      }
      dueByThing.remove(thing);
    }
    due.ifPresent(
        at -> {
          things.computeIfAbsent(at, none -> new HashSet<>()).add(thing);
          dueByThing.put(thing, at);
        });
  }

  /** Takes out what is due at a time, the longest due first, ties by name. */
  List<String> takeDue(Instant now) {
    List<String> due = new ArrayList<>();
    while (!things.isEmpty() && !things.firstKey().isAfter(now)) {
      Set<String> next = things.pollFirstEntry().getValue();
      next.forEach(dueByThing::remove);
      due.addAll(next.stream().sorted().toList());
    }
    return due;
  }
}
