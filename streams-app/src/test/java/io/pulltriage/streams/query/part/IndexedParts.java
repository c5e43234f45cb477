package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.topology.StageSupplier;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.index.IncidentIndex;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** One partition of incidents with the real index stage behind it. Not thread-safe. */
final class IndexedParts implements Parts, AutoCloseable {

  private final int partition;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, Incident> incidents;

  IndexedParts(int partition, Storage storage) {
    this.partition = partition;
    AnalyzerConfig config = AnalyzerConfig.defaults(Topics.withDefaultPrefix(), 1);
    if (storage == Storage.MEMORY) {
      config = config.forReplay();
    }
    var serde = InternalSerdes.of(Incident.class);
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Incident> told =
        builder.stream("incidents", Consumed.with(Serdes.String(), serde));
    Stores stores = new Stores(storage);
    told.process(
        new StageSupplier<>(
            Keeper::new,
            Set.of(stores.keyed(Stores.INCIDENTS, InternalSerdes.of(IncidentState.class)))));
    IncidentIndex.keep(told, config);
    driver = new TopologyTestDriver(builder.build(), new Properties());
    incidents =
        driver.createInputTopic("incidents", Serdes.String().serializer(), serde.serializer());
  }

  void put(Incident incident) {
    incidents.pipeInput(incident.getId(), incident);
  }

  void forget(String id) {
    incidents.pipeInput(id, (@Nullable Incident) null);
  }

  /** How many entries a store has; what a store on disk says of itself is an estimate. */
  long count(String store) {
    long count = 0;
    try (KeyValueIterator<String, Object> all =
        driver.<String, Object>getKeyValueStore(store).all()) {
      for (; all.hasNext(); all.next()) {
        count++;
      }
    }
    return count;
  }

  @Override
  public int partition() {
    return partition;
  }

  @Override
  public boolean copies() {
    return false;
  }

  @Override
  public <V> ReadOnlyKeyValueStore<String, V> open(String store) {
    return driver.getKeyValueStore(store);
  }

  @Override
  public void close() {
    driver.close();
  }

  private static final class Keeper implements Processor<String, Incident, Void, Void> {

    private KeyValueStore<String, IncidentState> kept;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      kept = context.getStateStore(Stores.INCIDENTS);
    }

    @Override
    public void process(Record<String, Incident> record) {
      if (record.value() == null) {
        kept.delete(record.key());
      } else {
        kept.put(record.key(), IncidentState.newBuilder().setIncident(record.value()).build());
      }
    }
  }
}
