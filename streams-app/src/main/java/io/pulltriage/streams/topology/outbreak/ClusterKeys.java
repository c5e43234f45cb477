package io.pulltriage.streams.topology.outbreak;

import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keys that begin with a cluster's or a scope's name, so that all of it is one scan. */
final class ClusterKeys {

  /** Cannot stand in a name, so that one is never the prefix of another's keys. */
  static final char SEPARATOR = '\n';

  private static final StringSerializer PREFIXES = new StringSerializer();

  private ClusterKeys() {}

  static String key(String first, String rest) {
    return first + SEPARATOR + rest;
  }

  /** All under a name, with the rest of the key; the store must not be changed meanwhile. */
  static <V> void scan(KeyValueStore<String, V> store, String first, BiConsumer<String, V> each) {
    String prefix = first + SEPARATOR;
    try (KeyValueIterator<String, V> all = store.prefixScan(prefix, PREFIXES)) {
      while (all.hasNext()) {
        KeyValue<String, V> next = all.next();
        each.accept(next.key.substring(prefix.length()), next.value);
      }
    }
  }
}
