package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.internal.CaseMessage;
import io.pulltriage.schemas.internal.ClusterClock;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.internal.Membership;
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
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The incident stage: opens, updates, resolves and at last forgets incidents. */
public final class IncidentLifecycle {

  private final AnalyzerConfig config;
  private final Stores stores;
  private final StoreBuilder<KeyValueStore<String, IncidentState>> incidents;

  /** The stage of one topology. */
  public IncidentLifecycle(AnalyzerConfig config) {
    this.config = config;
    this.stores = new Stores(config.storage());
    // Shared by both parts of the stage, and so to be the same object.
    this.incidents = stores.keyed(Stores.INCIDENTS, InternalSerdes.of(IncidentState.class));
  }

  /** Incidents at each change, what of them bears on outbreaks, and the time behind both. */
  public KStream<String, IncidentOutput> track(
      KStream<String, CaseMessage> findings, Knowledge knowledge) {
    IncidentSummary summary =
        new IncidentSummary(new IncidentNarrative(knowledge), config.incidents());
    return findings.process(
        new StageSupplier<>(
            () -> new IncidentProcessor(summary, config),
            Set.of(
                incidents,
                stores.keyed(Stores.FINDINGS, InternalSerdes.of(PodFinding.class)),
                stores.keyed(Stores.INCIDENT_TIMERS, Serdes.String()),
                stores.keyed(Stores.INCIDENT_CLOCKS, InternalSerdes.of(ClusterClock.class)))),
        Named.as("keep-incidents"));
  }

  /** Incidents that are part of another outbreak than before, or of none any more. */
  public KStream<String, IncidentOutput> nameOutbreaks(KStream<String, Membership> memberships) {
    return memberships
        .repartition(
            Repartitioned.<String, Membership>as("memberships")
                .withKeySerde(Serdes.String())
                .withValueSerde(InternalSerdes.of(Membership.class))
                .withNumberOfPartitions(config.partitions()))
        .process(
            new StageSupplier<>(MembershipProcessor::new, Set.of(incidents)),
            Named.as("name-outbreaks"));
  }
}
