package io.pulltriage.streams.topology.triage;

import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.internal.ClusterState;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.schemas.internal.HeldFact;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.internal.NodeState;
import io.pulltriage.schemas.internal.PodState;
import io.pulltriage.schemas.internal.PullSuccesses;
import io.pulltriage.schemas.serdes.InternalSerdes;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The stores of TRIAGE in memory, outside any topology. */
final class MemoryStores {

  private MemoryStores() {}

  static TriageStores open() {
    return new TriageStores(
        store(PodState.class),
        store(NodeState.class),
        store(ImageUsage.class),
        store(PullSuccesses.class),
        store(IncidentState.class),
        store(Contribution.class),
        store(ClusterState.class),
        store(HeldFact.class));
  }

  private static <V extends SpecificRecord> KeyValueStore<String, V> store(Class<V> values) {
    KeyValueStore<String, V> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(values.getSimpleName()),
                Serdes.String(),
                InternalSerdes.of(values))
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Bytes, byte[]> context = new MockProcessorContext<>(new Properties());
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
