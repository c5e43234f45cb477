package io.pulltriage.producer.publish;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be looked at again, and when: one time for each key. Keys of the same time keep their
 * order.
 */
final class Agenda {

  private final TreeMap<Instant, Set<String>> keysByTime = new TreeMap<>();
  private final Map<String, Instant> timeByKey = new HashMap<>();

  /** Puts the key down for a time, instead of any it had. */
  void put(String key, Instant time) {
    remove(key);
    timeByKey.put(key, time);
    keysByTime.computeIfAbsent(time, unused -> new LinkedHashSet<>()).add(key);
  }

  boolean contains(String key) {
    return timeByKey.containsKey(key);
  }

  @Nullable Instant timeOf(String key) {
    return timeByKey.get(key);
  }

  void remove(String key) {
    Instant time = timeByKey.remove(key);
    if (time == null) {
      return;
    }
    Set<String> keys = keysByTime.get(time);
    if (keys != null) {
      keys.remove(key);
      if (keys.isEmpty()) {
        keysByTime.remove(time);
      }
    }
  }

  /** The next time at which something is due, or null. */
  @Nullable Instant next() {
    return keysByTime.isEmpty() ? null : keysByTime.firstKey();
  }

  /** Takes the next key off the agenda. */
  String poll() {
    String key = keysByTime.firstEntry().getValue().iterator().next();
    remove(key);
    return key;
  }

  /** Takes all keys off the agenda, in the order of their times. */
  List<String> drain() {
    List<String> keys = keysByTime.values().stream().flatMap(Set::stream).toList();
    keysByTime.clear();
    timeByKey.clear();
    return keys;
  }
}
