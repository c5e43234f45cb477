package io.pulltriage.streams.topology.pod;

import io.pulltriage.schemas.internal.CaseMessage;
import io.pulltriage.schemas.internal.ClusterClock;
import io.pulltriage.schemas.internal.PodCase;
import io.pulltriage.schemas.internal.TimeMarker;
import io.pulltriage.schemas.internal.UnreadText;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.streams.topology.Sources;
import io.pulltriage.streams.topology.StageSupplier;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.diagnosis.Diagnosis;
import io.pulltriage.streams.topology.diagnosis.EpisodeTracker;
import io.pulltriage.streams.topology.diagnosis.SignalReader;
import io.pulltriage.streams.topology.diagnosis.StalledPulls;
import io.pulltriage.streams.topology.diagnosis.UnprovenRecoveries;
import io.pulltriage.streams.topology.time.TimeBroadcast;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/** The case stage: one case for each pod that something is or was wrong with. */
public final class PodCases {

  private PodCases() {}

  /** What the cases find, by incident; and, behind it in every partition, how far time has come. */
  public static KStream<String, CaseMessage> open(
      Sources sources, AnalyzerConfig config, Knowledge knowledge) {
    SignalReader reader = new SignalReader(knowledge.classifier(), knowledge.catalogue());
    CaseReducer reducer =
        new CaseReducer(
            reader,
            new EpisodeTracker(reader, config.incidents().holdDown()),
            new StalledPulls(config.diagnosis().stallAfter()),
            new UnprovenRecoveries(config.diagnosis().unprovenFor()));
    Stores stores = new Stores(config.storage());
    Findings findings =
        new Findings(new Diagnosis(knowledge.knownImages(), knowledge.classifier().rulesVersion()));
    return new CaseInputs(sources, config)
        .read()
        .process(
            new StageSupplier<>(
                () ->
                    new PodCaseProcessor(reducer, findings, knowledge.classifier(), config.time()),
                Set.of(
                    stores.keyed(Stores.UNREAD_TEXTS, InternalSerdes.of(UnreadText.class)),
                    stores.keyed(Stores.CASES, InternalSerdes.of(PodCase.class)),
                    stores.keyed(Stores.CASE_TIMERS, Serdes.String()),
                    stores.keyed(Stores.CASE_CLOCKS, InternalSerdes.of(ClusterClock.class)))),
            Named.as("keep-cases"))
        .repartition(
            Repartitioned.<String, CaseMessage>as("findings")
                .withKeySerde(Serdes.String())
                .withValueSerde(InternalSerdes.of(CaseMessage.class))
                .withNumberOfPartitions(config.partitions())
                .withStreamPartitioner(
                    new TimeBroadcast<>(message -> message.getContent() instanceof TimeMarker)));
  }
}
