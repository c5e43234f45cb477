package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.internal.ClusterClock;
import io.pulltriage.schemas.internal.ClusterMessage;
import io.pulltriage.schemas.internal.IncidentFacts;
import io.pulltriage.schemas.internal.PullSuccesses;
import io.pulltriage.schemas.internal.ScopeMessage;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.schemas.internal.TimeMarker;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.Sources;
import io.pulltriage.streams.topology.StageSupplier;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.incident.IncidentOutput;
import io.pulltriage.streams.topology.time.TimeBroadcast;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/** The outbreak stage: first by cluster, then by scope across clusters. */
public final class OutbreakDetector {

  private OutbreakDetector() {}

  /** Each outbreak's whole latest state at each change; null when it is forgotten. */
  public static KStream<String, Outbreak> watch(
      KStream<String, IncidentOutput> incidents, Sources sources, AnalyzerConfig config) {
    KStream<String, ClusterMessage> facts = ClusterMessages.from(incidents, sources);
    KStream<String, ScopeMessage> shares = weigh(facts, config);
    return sumUp(shares, config);
  }

  private static KStream<String, ScopeMessage> weigh(
      KStream<String, ClusterMessage> facts, AnalyzerConfig config) {
    Stores stores = new Stores(config.storage());
    return facts
        .repartition(
            Repartitioned.<String, ClusterMessage>as("cluster-facts")
                .withKeySerde(Serdes.String())
                .withValueSerde(InternalSerdes.of(ClusterMessage.class))
                .withNumberOfPartitions(config.partitions()))
        .process(
            new StageSupplier<>(
                () -> new ClusterProcessor(config),
                Set.of(
                    stores.keyed(Stores.OUTBREAK_INCIDENTS, InternalSerdes.of(IncidentFacts.class)),
                    stores.keyed(Stores.SUCCESSES, InternalSerdes.of(PullSuccesses.class)),
                    stores.keyed(Stores.RUNNING, Serdes.Integer()),
                    stores.keyed(Stores.ZONES, Serdes.String()),
                    stores.keyed(Stores.CLUSTER_SHARES, InternalSerdes.of(ScopeShare.class)),
                    stores.keyed(Stores.OUTBREAK_CLOCKS, InternalSerdes.of(ClusterClock.class)))),
            Named.as("weigh-clusters"));
  }

  private static KStream<String, Outbreak> sumUp(
      KStream<String, ScopeMessage> shares, AnalyzerConfig config) {
    Stores stores = new Stores(config.storage());
    OutbreakSummary summary = new OutbreakSummary(config.outbreaks());
    return shares
        .repartition(
            Repartitioned.<String, ScopeMessage>as("scope-shares")
                .withKeySerde(Serdes.String())
                .withValueSerde(InternalSerdes.of(ScopeMessage.class))
                .withNumberOfPartitions(config.partitions())
                .withStreamPartitioner(
                    new TimeBroadcast<>(message -> message.getContent() instanceof TimeMarker)))
        .process(
            new StageSupplier<>(
                () -> new OutbreakProcessor(summary),
                Set.of(
                    stores.keyed(Stores.SCOPE_SHARES, InternalSerdes.of(ScopeShare.class)),
                    stores.keyed(Stores.CHANGED_SCOPES, Serdes.String()),
                    stores.keyed(Stores.OUTBREAKS, InternalSerdes.of(Outbreak.class)))),
            Named.as("keep-outbreaks"));
  }
}
