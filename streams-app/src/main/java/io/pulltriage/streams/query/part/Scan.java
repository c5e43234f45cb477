package io.pulltriage.streams.query.part;

import io.pulltriage.streams.topology.index.Places;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the keys of some ranges in their order, from behind a place on. Holds one iterator
 * at a time, to be closed. Not thread-safe.
 */
final class Scan<V> implements AutoCloseable {

  private final ReadOnlyKeyValueStore<String, V> store;
  private final List<String> prefixes;
  private final Optional<String> after;
  private int range;
  private @Nullable KeyValueIterator<String, V> iterator;

  /**
   * Nothing is read yet.
   *
   * @param prefixes of the ranges, in order, none of which begins with another
   * @param after keys up to this one are left out
   */
  Scan(ReadOnlyKeyValueStore<String, V> store, List<String> prefixes, Optional<String> after) {
    this.store = store;
    this.prefixes = prefixes;
    this.after = after;
  }

  /** The next, or null at the end. */
  @Nullable KeyValue<String, V> next() {
    while (range < prefixes.size()) {
      String prefix = prefixes.get(range);
      if (iterator == null) {
        if (isPast(prefix)) {
          range++;
          continue;
        }
        iterator = open(prefix);
      }
      while (iterator.hasNext()) {
        KeyValue<String, V> next = iterator.next();
        // A value may be gone by the time the iterator comes to its key.
        if (next.value != null && !isPlace(next.key) && next.key.startsWith(prefix)) {
          return next;
        }
      }
      close();
      range++;
    }
    return null;
  }

  private KeyValueIterator<String, V> open(String prefix) {
    String from =
        after.isPresent() && Places.BYTES.compare(after.get(), prefix) > 0 ? after.get() : prefix;
    return store.range(from.isEmpty() ? null : from, end(prefix));
  }

  /** Every key with the prefix is before this one; no limit for the empty prefix. */
  private static @Nullable String end(String prefix) {
    if (prefix.isEmpty()) {
      return null;
    }
    int last = prefix.length() - 1;
    return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
  }

  private boolean isPast(String prefix) {
    String end = end(prefix);
    return end != null && after.isPresent() && Places.BYTES.compare(after.get(), end) >= 0;
  }

  /** A range holds its beginning, which the list does not. */
  private boolean isPlace(String key) {
    return after.isPresent() && after.get().equals(key);
  }

  @Override
  public void close() {
    if (iterator != null) {
      iterator.close();
      iterator = null;
    }
  }
}
