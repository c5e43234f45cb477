package io.pulltriage.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.schemas.internal.OutbreakState;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.outbreak.OutbreakProcessor;
import io.pulltriage.streams.topology.triage.Triage;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The whole flow, from facts to incidents and outbreaks: TRIAGE by cluster, OUTBREAKS by scope.
 * Contributions lead from the one to the other, memberships back.
 */
public final class IncidentTopology {

  private final StreamsBuilder builder = new StreamsBuilder();
  private final AnalyzerConfig config;
  private final PublicSerdes serdes;
  private final Stores stores;

  private IncidentTopology(AnalyzerConfig config, PublicSerdes serdes, MeterRegistry registry) {
    this.config = config;
    this.serdes = serdes;
    this.stores = new Stores(config.storage(), registry);
  }

  /**
   * The topology; the same for the same configuration.
   *
   * @param registry counts what facts and stores have that cannot be used
   */
  public static Topology build(
      AnalyzerConfig config, Knowledge knowledge, PublicSerdes serdes, MeterRegistry registry) {
    return new IncidentTopology(config, serdes, registry).build(knowledge, registry);
  }

  private Topology build(Knowledge knowledge, MeterRegistry registry) {
    Triage triage = new Triage(config, knowledge, stores, registry);
    KStream<String, SpecificRecord> triaged = facts().process(triage.facts(), Named.as("triage"));
    KStream<String, SpecificRecord> outbreaks =
        only(triaged, Contribution.class, "contributions")
            .process(
                new StageSupplier<>(
                    () -> new OutbreakProcessor(config.outbreaks()), outbreakStores()),
                Named.as("outbreaks"));
    KStream<String, SpecificRecord> renamed =
        only(outbreaks, Membership.class, "memberships")
            .process(triage.memberships(), Named.as("join"));
    all(triaged, Incident.class, "incidents")
        .merge(all(renamed, Incident.class, "renamed"), Named.as("add-renamed"))
        .to(
            config.topics().incidents(),
            Produced.with(Serdes.String(), serdes.incident()).withName("write-incidents"));
    all(outbreaks, Outbreak.class, "outbreaks")
        .to(
            config.topics().outbreaks(),
            Produced.with(Serdes.String(), serdes.outbreak()).withName("write-outbreaks"));
    return builder.build();
  }

  /**
   * All facts. Statuses come last: of records of the same time they are taken behind the others.
   */
  private KStream<String, SpecificRecord> facts() {
    Topics topics = config.topics();
    return read("pods", topics.pods(), serdes.podSnapshot())
        .merge(read("events", topics.podEvents(), serdes.podEvent()), Named.as("add-events"))
        .merge(read("nodes", topics.nodes(), serdes.nodeSnapshot()), Named.as("add-nodes"))
        .merge(read("images", topics.images(), serdes.imageUsage()), Named.as("add-images"))
        .merge(
            read("clusters", topics.clusters(), serdes.clusterStatus()), Named.as("add-clusters"));
  }

  private KStream<String, SpecificRecord> read(
      String name, String topic, Serde<? extends SpecificRecord> values) {
    return builder.stream(
        topic, Consumed.with(Serdes.String(), anyOf(values)).withName("read-" + name));
  }

  // What is read is never written again by this serde.
  @SuppressWarnings("unchecked")
  private static Serde<SpecificRecord> anyOf(Serde<? extends SpecificRecord> values) {
    return (Serde<SpecificRecord>) values;
  }

  /** What a stage tells the other one, through an internal topic. */
  private <V extends SpecificRecord> KStream<String, V> only(
      KStream<String, SpecificRecord> output, Class<V> type, String name) {
    return output
        .filter((key, value) -> type.isInstance(value), Named.as("choose-" + name))
        .mapValues(type::cast, Named.as("take-" + name))
        .repartition(
            Repartitioned.<String, V>as(name)
                .withKeySerde(Serdes.String())
                .withValueSerde(InternalSerdes.of(type))
                .withNumberOfPartitions(config.partitions()));
  }

  /** What a stage publishes, with tombstones. */
  private static <V extends SpecificRecord> KStream<String, V> all(
      KStream<String, SpecificRecord> output, Class<V> type, String name) {
    return output
        .filter(
            (key, value) -> value == null || type.isInstance(value), Named.as("publish-" + name))
        .mapValues(type::cast, Named.as("give-" + name));
  }

  private Set<StoreBuilder<?>> outbreakStores() {
    return Set.of(
        stores.keyed(Stores.SCOPE_CONTRIBUTIONS, InternalSerdes.of(Contribution.class)),
        stores.keyed(Stores.OUTBREAKS, InternalSerdes.of(OutbreakState.class)));
  }
}
