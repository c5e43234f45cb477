package io.pulltriage.streams.config;

import io.pulltriage.schemas.Topics;
import io.pulltriage.settings.Checks;

/**
 * All that the topology depends on. Immutable.
 *
 * @param topics names of the public topics
 * @param partitions partitions of {@code pods} and {@code pod-events}, and so of every stage after
 *     them; cannot change once state has been written
 * @param time how time goes on between facts
 * @param storage where state is kept
 * @param diagnosis when a diagnosis is made
 * @param incidents the life of incidents
 * @param outbreaks when many incidents are one outbreak
 */
public record AnalyzerConfig(
    Topics topics,
    int partitions,
    TimeMode time,
    Storage storage,
    DiagnosisConfig diagnosis,
    IncidentConfig incidents,
    OutbreakConfig outbreaks) {

  /** Refuses what cannot be. */
  public AnalyzerConfig {
    Checks.requirePositive("partitions", partitions);
  }

  /** The defaults for live clusters, for topics with so many partitions. */
  public static AnalyzerConfig defaults(Topics topics, int partitions) {
    return new AnalyzerConfig(
        topics,
        partitions,
        TimeMode.LIVE,
        Storage.DISK,
        DiagnosisConfig.defaults(),
        IncidentConfig.defaults(),
        OutbreakConfig.defaults());
  }

  /** The same for recorded clusters, for as long as it takes to replay them. */
  public AnalyzerConfig forReplay() {
    return new AnalyzerConfig(
        topics, partitions, TimeMode.RECORDED, Storage.MEMORY, diagnosis, incidents, outbreaks);
  }
}
