package io.pulltriage.streams.query.part;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** One partition of the stores of an instance of Kafka Streams. */
record StreamsParts(KafkaStreams streams, int partition, boolean copies) implements Parts {

  @Override
  public <V> ReadOnlyKeyValueStore<String, V> open(String store) {
    StoreQueryParameters<ReadOnlyKeyValueStore<String, V>> parameters =
        StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<String, V>keyValueStore())
            .withPartition(partition);
    ReadOnlyKeyValueStore<String, V> found =
        streams.store(copies ? parameters.enableStaleStores() : parameters);
    // Kafka Streams gives out a store without looking for it; it looks at each use.
    found.approximateNumEntries();
    return found;
  }
}
