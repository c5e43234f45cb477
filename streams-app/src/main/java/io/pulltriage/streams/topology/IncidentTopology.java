package io.pulltriage.streams.topology;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.internal.CaseMessage;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.incident.IncidentLifecycle;
import io.pulltriage.streams.topology.pod.PodCases;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/** The whole flow, from what clusters tell to incidents. */
public final class IncidentTopology {

  private IncidentTopology() {}

  /** The topology; the same for the same configuration. */
  public static Topology build(AnalyzerConfig config, Knowledge knowledge, PublicSerdes serdes) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, CaseMessage> findings = PodCases.open(builder, config, knowledge, serdes);
    KStream<String, Incident> incidents = IncidentLifecycle.track(findings, config, knowledge);
    incidents.to(
        config.topics().incidents(),
        Produced.with(Serdes.String(), serdes.incident()).withName("write-incidents"));
    return builder.build();
  }
}
