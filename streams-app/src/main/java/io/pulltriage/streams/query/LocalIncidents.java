package io.pulltriage.streams.query;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.streams.topology.Stores;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The incidents whose partitions this instance has. Thread-safe. */
public final class LocalIncidents {

  private final KafkaStreams streams;

  /** Asks the stores of a running instance. */
  public LocalIncidents(KafkaStreams streams) {
    this.streams = streams;
  }

  /**
   * All of them, by id.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the stores are not open
   *     now
   */
  public List<Incident> all() {
    ReadOnlyKeyValueStore<String, IncidentState> store =
        streams.store(
            StoreQueryParameters.fromNameAndType(
                Stores.INCIDENTS, QueryableStoreTypes.keyValueStore()));
    List<Incident> incidents = new ArrayList<>();
    try (KeyValueIterator<String, IncidentState> all = store.all()) {
      while (all.hasNext()) {
        incidents.add(all.next().value.getIncident());
      }
    }
    incidents.sort((a, b) -> a.getId().compareTo(b.getId()));
    return incidents;
  }
}
