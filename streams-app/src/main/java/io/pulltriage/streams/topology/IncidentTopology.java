package io.pulltriage.streams.topology;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.internal.CaseMessage;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.incident.IncidentLifecycle;
import io.pulltriage.streams.topology.incident.IncidentOutput;
import io.pulltriage.streams.topology.outbreak.OutbreakDetector;
import io.pulltriage.streams.topology.pod.PodCases;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/** The whole flow, from what clusters tell to incidents and outbreaks. */
public final class IncidentTopology {

  private IncidentTopology() {}

  /** The topology; the same for the same configuration. */
  public static Topology build(AnalyzerConfig config, Knowledge knowledge, PublicSerdes serdes) {
    StreamsBuilder builder = new StreamsBuilder();
    Sources sources = Sources.read(builder, config.topics(), serdes);
    keepClusters(sources, config);
    KStream<String, CaseMessage> findings = PodCases.open(sources, config, knowledge);
    IncidentLifecycle lifecycle = new IncidentLifecycle(config);
    KStream<String, IncidentOutput> incidents = lifecycle.track(findings, knowledge);
    OutbreakDetector.Result outbreaks = OutbreakDetector.watch(incidents, sources, config);
    KStream<String, Incident> published =
        incidents
            .merge(lifecycle.nameOutbreaks(outbreaks.memberships()), Named.as("add-named"))
            .filter(
                (id, output) -> output instanceof IncidentOutput.Published,
                Named.as("choose-incidents"))
            .mapValues(
                output -> ((IncidentOutput.Published) output).incident(),
                Named.as("name-incidents"));
    published.to(
        config.topics().incidents(),
        Produced.with(Serdes.String(), serdes.incident()).withName("write-incidents"));
    outbreaks
        .outbreaks()
        .to(
            config.topics().outbreaks(),
            Produced.with(Serdes.String(), serdes.outbreak()).withName("write-outbreaks"));
    return builder.build();
  }

  /** For those who ask how a cluster's collection stands. */
  private static void keepClusters(Sources sources, AnalyzerConfig config) {
    sources
        .clusters()
        .toTable(
            Named.as("keep-clusters"),
            new Stores(config.storage())
                .table(Stores.CLUSTERS, InternalSerdes.of(ClusterStatus.class)));
  }
}
