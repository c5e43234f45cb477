package io.pulltriage.streams.topology.time;

import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Stores in memory, outside any topology. */
final class TimeStores {

  private TimeStores() {}

  static <V> KeyValueStore<String, V> open(String name, Serde<V> values) {
    KeyValueStore<String, V> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Bytes, byte[]> context = new MockProcessorContext<>(new Properties());
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
