package io.pulltriage.streams.query;

import io.pulltriage.schemas.AlertSilence;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.schemas.serdes.NewerSchemaException;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.schemas.serdes.RegistryAwayException;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.query.Change.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
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
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Global stores over the topics of incidents, outbreaks, clusters, alerts and silences, and what
 * keeps a {@link ReadView} in step with them.
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
  private static final String ALERTS = "read-alerts";
  private static final String SILENCES = "read-silences";

  private final StreamsBuilder builder = new StreamsBuilder();
  private final Storage storage;
  private final Changes changes;
  private final ReadView view = new ReadView(this::incident);
  private final Set<String> loaded = new HashSet<>();
  private volatile @Nullable KeyValueStore<String, Incident> incidents;
  private volatile @Nullable KeyValueStore<String, AlertState> alerts;
  private volatile @Nullable KeyValueStore<String, AlertSilence> silences;

  /** Is told of each record once the view has it, on the thread that reads. */
  @FunctionalInterface
  interface Changes {
    void add(Change.Kind kind, String key, @Nullable SpecificRecord value, RecordMetadata place);
  }

  /** A topology and its view, for one start of Kafka Streams. */
  ReadTopology(Topics topics, PublicSerdes serdes, Storage storage, Changes changes) {
    this.storage = storage;
    this.changes = changes;
    add(
        INCIDENTS,
        new Topic<>(topics.incidents(), Kind.INCIDENT, serdes.incident(), Incident.class),
        ReadView::keepIncident,
        store -> incidents = store);
    add(
        OUTBREAKS,
        new Topic<>(topics.outbreaks(), Kind.OUTBREAK, serdes.outbreak(), Outbreak.class),
        ReadView::keepOutbreak,
        store -> {});
    add(
        CLUSTERS,
        new Topic<>(topics.clusters(), Kind.CLUSTER, serdes.clusterStatus(), ClusterStatus.class),
        ReadView::keepCluster,
        store -> {});
    add(
        ALERTS,
        new Topic<>(topics.alerts(), Kind.ALERT, serdes.alertState(), AlertState.class),
        null,
        store -> alerts = store);
    add(
        SILENCES,
        new Topic<>(topics.silences(), Kind.SILENCE, serdes.alertSilence(), AlertSilence.class),
        null,
        store -> silences = store);
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

  /** What sinks were told, in any order; how many. */
  int alerts(Consumer<AlertState> taker) {
    return all(alerts, taker);
  }

  /** Silences, in any order; how many. */
  int silences(Consumer<AlertSilence> taker) {
    return all(silences, taker);
  }

  private static <V> int all(@Nullable KeyValueStore<String, V> store, Consumer<V> taker) {
    int count = 0;
    if (store != null) {
      try (KeyValueIterator<String, V> all = store.all()) {
        for (; all.hasNext(); count++) {
          taker.accept(all.next().value);
        }
      }
    }
    return count;
  }

  /** Takes a record's state into the view. */
  @FunctionalInterface
  private interface Keeping<V> {
    void keep(ReadView view, String key, @Nullable V value);
  }

  private record Topic<V extends SpecificRecord>(
      String name, Kind kind, Serde<V> values, Class<V> type) {}

  private <V extends SpecificRecord> void add(
      String store,
      Topic<V> topic,
      @Nullable Keeping<V> keeping,
      Consumer<KeyValueStore<String, V>> opened) {
    StoreBuilder<KeyValueStore<String, V>> stores =
        Stores.keyValueStoreBuilder(
                supplier(store), Serdes.String(), InternalSerdes.of(topic.type()))
            .withLoggingDisabled();
    builder.addGlobalStore(
        stores,
        topic.name(),
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(store),
        () -> new Keeper<>(store, topic, keeping, opened));
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
    private final Topic<V> topic;
    private final @Nullable Keeping<V> keeping;
    private final Consumer<KeyValueStore<String, V>> opened;
    private final Deserializer<V> values;
    private ProcessorContext<Void, Void> context;
    private KeyValueStore<String, V> store;

    @SuppressWarnings("NullAway.Init") // Context and store come with init.
    Keeper(
        String storeName,
        Topic<V> topic,
        @Nullable Keeping<V> keeping,
        Consumer<KeyValueStore<String, V>> opened) {
      this.storeName = storeName;
      this.topic = topic;
      this.keeping = keeping;
      this.opened = opened;
      this.values = topic.values().deserializer();
    }

    @Override
    public void init(ProcessorContext<Void, Void> given) {
      context = given;
      store = given.getStateStore(storeName);
      opened.accept(store);
      // There is one processor for the restore and another for what comes after it.
      if (loaded.add(storeName)) {
        view.change(() -> {}, this::load);
      }
    }

    private void load(ReadView into) {
      if (keeping == null) {
        return;
      }
      try (KeyValueIterator<String, V> all = store.all()) {
        while (all.hasNext()) {
          KeyValue<String, V> next = all.next();
          keeping.keep(into, next.key, next.value);
        }
      }
    }

    @Override
    public void process(Record<String, byte[]> change) {
      RecordMetadata place = context.recordMetadata().orElseThrow();
      V value;
      try {
        value = values.deserialize(topic.name(), change.value());
      } catch (NewerSchemaException | RegistryAwayException e) {
        throw e; // Not the record's fault: it is read again after a restart of the read model.
      } catch (RuntimeException e) {
        // Whatever a deserializer runs into on bytes that are none of ours.
        LOG.warn("record skipped topic={} key={}", topic.name(), change.key(), e);
        changes.add(Kind.UNREADABLE, change.key(), null, place);
        return;
      }
      view.change(
          () -> store.put(change.key(), value),
          into -> {
            if (keeping != null) {
              keeping.keep(into, change.key(), value);
            }
          });
      changes.add(topic.kind(), change.key(), value, place);
    }
  }
}
