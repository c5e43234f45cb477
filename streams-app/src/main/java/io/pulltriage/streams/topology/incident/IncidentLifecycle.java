package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.internal.CaseMessage;
import io.pulltriage.schemas.internal.ClusterClock;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.streams.topology.StageSupplier;
import io.pulltriage.streams.topology.Stores;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** The incident stage: opens, updates, resolves and at last forgets incidents. */
public final class IncidentLifecycle {

  private IncidentLifecycle() {}

  /** Incidents at each change, what of them bears on outbreaks, and the time behind both. */
  public static KStream<String, IncidentOutput> track(
      KStream<String, CaseMessage> findings, AnalyzerConfig config, Knowledge knowledge) {
    IncidentSummary summary =
        new IncidentSummary(
            new IncidentNarrative(knowledge.catalogue(), knowledge.knownImages()),
            config.incidents());
    Stores stores = new Stores(config.storage());
    return findings.process(
        new StageSupplier<>(
            () -> new IncidentProcessor(summary, config),
            Set.of(
                stores.keyed(Stores.INCIDENTS, InternalSerdes.of(IncidentState.class)),
                stores.keyed(Stores.FINDINGS, InternalSerdes.of(PodFinding.class)),
                stores.keyed(Stores.INCIDENT_TIMERS, Serdes.String()),
                stores.keyed(Stores.INCIDENT_CLOCKS, InternalSerdes.of(ClusterClock.class)))),
        Named.as("keep-incidents"));
  }
}
