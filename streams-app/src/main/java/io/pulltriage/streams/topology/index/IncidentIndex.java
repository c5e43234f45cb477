package io.pulltriage.streams.topology.index;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.internal.IncidentEntry;
import io.pulltriage.schemas.internal.NamespaceCounts;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.StageSupplier;
import io.pulltriage.streams.topology.Stores;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** The index stage: what queries read beside the incidents themselves. */
public final class IncidentIndex {

  private IncidentIndex() {}

  /**
   * Keeps the index of incidents.
   *
   * @param incidents by id, in the partitions of their stage; null for one that is forgotten
   */
  public static void keep(KStream<String, Incident> incidents, AnalyzerConfig config) {
    Stores stores = new Stores(config.storage());
    Serde<IncidentEntry> entries = InternalSerdes.of(IncidentEntry.class);
    incidents.process(
        new StageSupplier<>(
            IndexProcessor::new,
            Set.of(
                stores.keyed(Stores.ENTRIES, entries),
                stores.keyed(Stores.ENTRIES_BY_TIME, entries),
                stores.keyed(Stores.NAMESPACE_COUNTS, InternalSerdes.of(NamespaceCounts.class)))),
        Named.as("index-incidents"));
  }
}
