package io.pulltriage.streams.query;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.streams.topology.Stores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The incidents and outbreaks whose partitions this instance has. Thread-safe. */
public final class LocalStores {

  private final KafkaStreams streams;

  /** Asks the stores of a running instance. */
  public LocalStores(KafkaStreams streams) {
    this.streams = streams;
  }

  /**
   * All incidents, by id.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the stores are not open
   */
  public List<Incident> incidents() {
    return this.<IncidentState>values(Stores.INCIDENTS).stream()
        .map(IncidentState::getIncident)
        .sorted(Comparator.comparing(Incident::getId))
        .toList();
  }

  /**
   * All outbreaks, by id.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the stores are not open
   */
  public List<Outbreak> outbreaks() {
    return this.<Outbreak>values(Stores.OUTBREAKS).stream()
        .sorted(Comparator.comparing(Outbreak::getId))
        .toList();
  }

  /** How each cluster's collection stands, by the cluster's name. */
  List<ClusterStatus> clusters() {
    return this.<ClusterStatus>values(Stores.CLUSTERS).stream()
        .sorted(Comparator.comparing(ClusterStatus::getCluster))
        .toList();
  }

  @Nullable NodeSnapshot node(String key) {
    return this.<NodeSnapshot>open(Stores.NODES).get(key);
  }

  @Nullable ImageUsage image(String key) {
    return this.<ImageUsage>open(Stores.IMAGES).get(key);
  }

  private <V> ReadOnlyKeyValueStore<String, V> open(String name) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore()));
  }

  private <V> List<V> values(String name) {
    ReadOnlyKeyValueStore<String, V> store = open(name);
    List<V> values = new ArrayList<>();
    try (KeyValueIterator<String, V> all = store.all()) {
      while (all.hasNext()) {
        values.add(all.next().value);
      }
    }
    return values;
  }
}
