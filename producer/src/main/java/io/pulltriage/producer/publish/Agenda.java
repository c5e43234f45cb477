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
 *
 * @param <K> what the keys are
 */
final class Agenda<K> {

  private final TreeMap<Instant, Set<K>> keysByTime = new TreeMap<>();
  private final Map<K, Instant> timeByKey = new HashMap<>();

  /** Puts the key down for a time, instead of any it had. */
  void put(K key, Instant time) {
    remove(key);
    timeByKey.put(key, time);
    keysByTime.computeIfAbsent(time, unused -> new LinkedHashSet<>()).add(key);
  }

  boolean contains(K key) {
    return timeByKey.containsKey(key);
  }

  @Nullable Instant timeOf(K key) {
    return timeByKey.get(key);
  }

  void remove(K key) {
    Instant time = timeByKey.remove(key);
    if (time == null) {
      return;
    }
    Set<K> keys = keysByTime.get(time);
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
  K poll() {
    K key = keysByTime.firstEntry().getValue().iterator().next();
    remove(key);
    return key;
  }

  /** Takes all keys off the agenda, in the order of their times. */
  List<K> drain() {
    List<K> keys = keysByTime.values().stream().flatMap(Set::stream).toList();
    keysByTime.clear();
    timeByKey.clear();
    return keys;
  }
}
