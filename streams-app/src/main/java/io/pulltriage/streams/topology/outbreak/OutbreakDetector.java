package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.internal.ClusterClock;
import io.pulltriage.schemas.internal.ClusterMessage;
import io.pulltriage.schemas.internal.IncidentFacts;
import io.pulltriage.schemas.internal.KnownNode;
import io.pulltriage.schemas.internal.MemberState;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.schemas.internal.PullSuccesses;
import io.pulltriage.schemas.internal.ScopeMessage;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.schemas.internal.ScopeVerdict;
import io.pulltriage.schemas.internal.TimeMarker;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.Sources;
import io.pulltriage.streams.topology.StageSupplier;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.incident.IncidentOutput;
import io.pulltriage.streams.topology.time.TimeBroadcast;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The outbreak stage: first by cluster, then by scope across clusters, and back to the clusters.
 */
public final class OutbreakDetector {

  private final AnalyzerConfig config;
  private final Stores stores;

  /** Shared by both parts that know a cluster, and so to be the same objects. */
  private final Set<StoreBuilder<?>> shared;

  private OutbreakDetector(AnalyzerConfig config) {
    this.config = config;
    this.stores = new Stores(config.storage());
    this.shared =
        Set.of(
            stores.keyed(Stores.CLUSTER_SHARES, InternalSerdes.of(ScopeShare.class)),
            stores.keyed(Stores.MEMBERS, InternalSerdes.of(MemberState.class)),
            stores.keyed(Stores.VERDICTS, InternalSerdes.of(ScopeVerdict.class)));
  }

  /** Watches what comes out of the incident stage. */
  public static Result watch(
      KStream<String, IncidentOutput> incidents, Sources sources, AnalyzerConfig config) {
    OutbreakDetector detector = new OutbreakDetector(config);
    KStream<String, ClusterOutput> weighed =
        detector.weigh(ClusterMessages.from(incidents, sources));
    KStream<String, ScopeOutput> summed = detector.sumUp(weighed);
    KStream<String, Membership> memberships =
        memberships(weighed).merge(detector.tellClusters(summed), Named.as("add-told-memberships"));
    return new Result(outbreaks(summed), memberships);
  }

  private static KStream<String, Outbreak> outbreaks(KStream<String, ScopeOutput> summed) {
    return summed
        .filter(
            (key, output) -> output instanceof ScopeOutput.Published, Named.as("choose-outbreaks"))
        .mapValues(
            output -> ((ScopeOutput.Published) output).outbreak(), Named.as("give-outbreaks"));
  }

  private static KStream<String, Membership> memberships(KStream<String, ClusterOutput> weighed) {
    return weighed
        .filter(
            (key, output) -> output instanceof ClusterOutput.ToIncident,
            Named.as("choose-memberships"))
        .mapValues(
            output -> ((ClusterOutput.ToIncident) output).membership(),
            Named.as("give-memberships"));
  }

  private KStream<String, ClusterOutput> weigh(KStream<String, ClusterMessage> facts) {
    Set<StoreBuilder<?>> kept = new HashSet<>(shared);
    kept.add(stores.keyed(Stores.OUTBREAK_INCIDENTS, InternalSerdes.of(IncidentFacts.class)));
    kept.add(stores.keyed(Stores.SUCCESSES, InternalSerdes.of(PullSuccesses.class)));
    kept.add(stores.keyed(Stores.RUNNING, Serdes.Integer()));
    kept.add(stores.keyed(Stores.OUTBREAK_NODES, InternalSerdes.of(KnownNode.class)));
    kept.add(stores.keyed(Stores.OUTBREAK_NODE_TIMERS, Serdes.String()));
    kept.add(stores.keyed(Stores.OUTBREAK_CLOCKS, InternalSerdes.of(ClusterClock.class)));
    return facts
        .repartition(repartitioned("cluster-facts", ClusterMessage.class))
        .process(
            new StageSupplier<>(() -> new ClusterProcessor(config), kept),
            Named.as("weigh-clusters"));
  }

  private KStream<String, ScopeOutput> sumUp(KStream<String, ClusterOutput> weighed) {
    OutbreakSummary summary = new OutbreakSummary(config.outbreaks());
    return weighed
        .filter((key, output) -> output instanceof ClusterOutput.ToScope, Named.as("choose-shares"))
        .mapValues(output -> ((ClusterOutput.ToScope) output).message(), Named.as("give-shares"))
        .repartition(
            repartitioned("scope-shares", ScopeMessage.class)
                .withStreamPartitioner(
                    new TimeBroadcast<>(message -> message.getContent() instanceof TimeMarker)))
        .process(
            new StageSupplier<>(
                () -> new OutbreakProcessor(summary, config.time()),
                Set.of(
                    stores.keyed(Stores.SCOPE_SHARES, InternalSerdes.of(ScopeShare.class)),
                    stores.keyed(Stores.CHANGED_SCOPES, Serdes.String()),
                    stores.keyed(Stores.VERDICTS_TOLD, Serdes.String()),
                    stores.keyed(Stores.OUTBREAKS, InternalSerdes.of(Outbreak.class)))),
            Named.as("keep-outbreaks"));
  }

  private KStream<String, Membership> tellClusters(KStream<String, ScopeOutput> summed) {
    return summed
        .filter(
            (key, output) -> output instanceof ScopeOutput.ToCluster, Named.as("choose-verdicts"))
        .mapValues(output -> ((ScopeOutput.ToCluster) output).verdict(), Named.as("give-verdicts"))
        .repartition(repartitioned("verdicts", ScopeVerdict.class))
        .process(new StageSupplier<>(VerdictProcessor::new, shared), Named.as("hear-verdicts"));
  }

  private <V extends SpecificRecord> Repartitioned<String, V> repartitioned(
      String name, Class<V> values) {
    return Repartitioned.<String, V>as(name)
        .withKeySerde(Serdes.String())
        .withValueSerde(InternalSerdes.of(values))
        .withNumberOfPartitions(config.partitions());
  }

  /**
   * What comes out of the stage.
   *
   * @param outbreaks each outbreak's whole latest state at each change, by its id; null when it is
   *     forgotten
   * @param memberships incidents that are part of another outbreak than before, by the incident's
   *     id
   */
  public record Result(
      KStream<String, Outbreak> outbreaks, KStream<String, Membership> memberships) {}
}
