package io.pulltriage.streams.query;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.schemas.serdes.NewerSchemaException;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.schemas.serdes.RegistryAwayException;
import io.pulltriage.streams.config.Storage;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Global stores over the topics of incidents, outbreaks and clusters, and what keeps a {@link
 * ReadView} in step with them.
 *
 * <p>The processor of a global store is given each record, those of the restore too (KAFKA-7663),
 * but only from the offset on that the store has on disk. So it reads what the store holds before
 * its first record. A record may come twice, after a crash: to apply it again changes nothing.
 *
 * <p>It is an application of its own because Kafka Streams refuses to read one topic both into a
 * stage and into a global store, and {@code clusters} is read by the stages as well.
 */
final class ReadTopology {

  private static final Logger LOG = LoggerFactory.getLogger(ReadTopology.class);
  private static final String INCIDENTS = "read-incidents";
  private static final String OUTBREAKS = "read-outbreaks";
  private static final String CLUSTERS = "read-clusters";

  private final StreamsBuilder builder = new StreamsBuilder();
  private final Storage storage;
  private final Runnable unreadable;
  private final ReadView view = new ReadView(this::incident);
  private final Set<String> loaded = new HashSet<>();
  private volatile @Nullable KeyValueStore<String, Incident> incidents;

  /**
   * A topology and its view, for one start of Kafka Streams.
   *
   * @param unreadable is told of each record that cannot be read
   */
  ReadTopology(Topics topics, PublicSerdes serdes, Storage storage, Runnable unreadable) {
    this.storage = storage;
    this.unreadable = unreadable;
    add(
        INCIDENTS,
        topics.incidents(),
        new Topic<>(serdes.incident(), Incident.class, ReadView::keepIncident));
    add(
        OUTBREAKS,
        topics.outbreaks(),
        new Topic<>(serdes.outbreak(), Outbreak.class, ReadView::keepOutbreak));
    add(
        CLUSTERS,
        topics.clusters(),
        new Topic<>(serdes.clusterStatus(), ClusterStatus.class, ReadView::keepCluster));
  }

  Topology topology() {
    return builder.build();
  }

  ReadView view() {
    return view;
  }

  private @Nullable Incident incident(String id) {
    KeyValueStore<String, Incident> store = incidents;
    return store == null ? null : store.get(id);
  }

  /** Takes a record's state into the view. */
  @FunctionalInterface
  private interface Keeping<V> {
    void keep(ReadView view, String key, @Nullable V value);
  }

  private record Topic<V extends SpecificRecord>(
      Serde<V> values, Class<V> type, Keeping<V> keeping) {}

  private <V extends SpecificRecord> void add(String store, String name, Topic<V> topic) {
    StoreBuilder<KeyValueStore<String, V>> stores =
        Stores.keyValueStoreBuilder(
                supplier(store), Serdes.String(), InternalSerdes.of(topic.type()))
            .withLoggingDisabled();
    builder.addGlobalStore(
        stores,
        name,
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(store),
        () -> new Keeper<>(store, name, topic));
  }

  private KeyValueBytesStoreSupplier supplier(String name) {
    return switch (storage) {
      case DISK -> Stores.persistentKeyValueStore(name);
      case MEMORY -> Stores.inMemoryKeyValueStore(name);
    };
  }

  /** Keeps one topic's store and its part of the view. */
  private final class Keeper<V extends SpecificRecord>
      implements Processor<String, byte[], Void, Void> {

    private final String storeName;
    private final String topicName;
    private final Keeping<V> keeping;
    private final Deserializer<V> values;
    private KeyValueStore<String, V> store;

    @SuppressWarnings("NullAway.Init") // The store comes with init.
    Keeper(String storeName, String topicName, Topic<V> topic) {
      this.storeName = storeName;
      this.topicName = topicName;
      this.keeping = topic.keeping();
      this.values = topic.values().deserializer();
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      store = context.getStateStore(storeName);
      if (storeName.equals(INCIDENTS)) {
        incidents = context.getStateStore(storeName);
      }
      // There is one processor for the restore and another for what comes after it.
      if (loaded.add(storeName)) {
        view.change(() -> {}, this::load);
      }
    }

    private void load(ReadView into) {
      try (KeyValueIterator<String, V> all = store.all()) {
        while (all.hasNext()) {
          KeyValue<String, V> next = all.next();
          keeping.keep(into, next.key, next.value);
        }
      }
    }

    @Override
    public void process(Record<String, byte[]> change) {
      V value;
      try {
        value = values.deserialize(topicName, change.value());
      } catch (NewerSchemaException | RegistryAwayException e) {
        throw e; // Not the record's fault: it is read again after a restart of the read model.
      } catch (RuntimeException e) {
        // Whatever a deserializer runs into on bytes that are none of ours.
        LOG.warn("record skipped topic={} key={}", topicName, change.key(), e);
        unreadable.run();
        return;
      }
      view.change(
          () -> store.put(change.key(), value), into -> keeping.keep(into, change.key(), value));
    }
  }
}
