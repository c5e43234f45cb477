package io.pulltriage.streams.topology.triage;

import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.streams.topology.diagnosis.Diagnosis;
import io.pulltriage.streams.topology.diagnosis.EpisodeTracker;
import io.pulltriage.streams.topology.diagnosis.PodReducer;
import io.pulltriage.streams.topology.diagnosis.SignalReader;
import io.pulltriage.streams.topology.diagnosis.StalledPulls;
import io.pulltriage.streams.topology.diagnosis.UnprovenRecoveries;
import io.pulltriage.streams.topology.incident.IncidentNarrative;
import io.pulltriage.streams.topology.outbreak.Attribution;

/**
 * The pure functions that TRIAGE decides by. Immutable and thread-safe.
 *
 * @param config settings
 * @param reducer takes facts into a pod's state
 * @param diagnosis explains failures
 * @param narrative puts incidents into words
 * @param attribution blames scopes
 * @param rulesVersion version of the rules that texts are read by
 */
record TriageRules(
    AnalyzerConfig config,
    PodReducer reducer,
    Diagnosis diagnosis,
    IncidentNarrative narrative,
    Attribution attribution,
    String rulesVersion) {

  static TriageRules of(AnalyzerConfig config, Knowledge knowledge) {
    SignalReader reader = new SignalReader(knowledge.classifier(), knowledge.catalogue());
    PodReducer reducer =
        new PodReducer(
            reader,
            new EpisodeTracker(reader, config.incidents().holdDown()),
            new StalledPulls(config.diagnosis().stallAfter()),
            new UnprovenRecoveries(config.diagnosis().unprovenFor()));
    return new TriageRules(
        config,
        reducer,
        new Diagnosis(knowledge.knownImages()),
        new IncidentNarrative(knowledge),
        new Attribution(config.outbreaks()),
        knowledge.classifier().rulesVersion());
  }
}
