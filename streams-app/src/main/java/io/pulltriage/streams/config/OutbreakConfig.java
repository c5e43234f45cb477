package io.pulltriage.streams.config;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * When many incidents are one outbreak.
 *
 * @param openAfter how long failures within a node, zone, cluster or registry must have gone on
 *     with next to nothing succeeding there; pulls that are under way need that long to prove it
 *     well
 * @param window failures that began further apart than this are not taken for one
 * @param longestBackOff how long a pod may wait before it tries again, once what kept it from its
 *     image is over; the kubelet's longest back-off is five minutes
 * @param holdDown how long an outbreak must have been over before it is resolved
 * @param healthyShare the largest share of successes within a scope that still counts as failing
 * @param minWorkloads workloads that make an outbreak
 * @param minClusters clusters that make one
 * @param silentAfter how long nothing must have been heard of a cluster for it no longer to keep an
 *     outbreak open; a cluster whose facts are late is not silent
 * @param retention how long a resolved outbreak is kept before its tombstone
 */
public record OutbreakConfig(
    @Setting(
            "How long failures within a node, zone, cluster or registry must have gone on, with next to nothing succeeding there, to be an outbreak.")
        Duration openAfter,
    @Setting("Failures that began further apart than this are not taken for one.") Duration window,
    @Setting(
            "How long a pod may wait before it tries again once what kept it from its image is over.")
        Duration longestBackOff,
    @Setting("How long an outbreak must have been over before it is resolved.") Duration holdDown,
    @Setting(
            "The largest share of successes within a scope that still counts as failing, from 0 to less than 1.")
        double healthyShare,
    @Setting("Workloads that make an outbreak.") int minWorkloads,
    @Setting("Clusters that make an outbreak.") int minClusters,
    @Setting(
            "How long nothing must have been heard of a cluster for it no longer to keep an outbreak open. A cluster whose facts are late is not silent.")
        Duration silentAfter,
    @Setting("How long a resolved outbreak is kept.") Duration retention) {

  /** Refuses what cannot be. */
  public OutbreakConfig {
    Checks.requirePositive("openAfter", openAfter);
    Checks.requirePositive("window", window);
    Checks.requirePositive("longestBackOff", longestBackOff);
    Checks.requirePositive("holdDown", holdDown);
    Checks.requirePositive("minWorkloads", minWorkloads);
    Checks.requirePositive("minClusters", minClusters);
    Checks.requirePositive("silentAfter", silentAfter);
    Checks.requirePositive("retention", retention);
    if (healthyShare < 0 || healthyShare >= 1) {
      throw new IllegalArgumentException(
          "healthyShare must be from 0 to less than 1, is " + healthyShare);
    }
  }

  /** A minute, ten minutes, five and a half, a minute; a fifth; two of each; an hour; a week. */
  public static OutbreakConfig defaults() {
    return new OutbreakConfig(
        Duration.ofSeconds(60),
        Duration.ofMinutes(10),
        Duration.ofSeconds(330),
        Duration.ofSeconds(60),
        0.2,
        2,
        2,
        Duration.ofHours(1),
        Duration.ofDays(7));
  }

  /** Whether so few succeeded that the failures are the rule. */
  public boolean isFailing(int failing, int healthy) {
    return failing > 0 && healthy <= healthyShare * (failing + healthy);
  }
}
