package io.pulltriage.producer.config;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * How several replicas share the clusters: whoever holds a cluster's Lease watches it.
 *
 * @param enabled whether there are several
 * @param namespace where the Leases are
 * @param duration how long a Lease holds without being renewed
 * @param renewWithin how long renewing may fail before the holder gives up
 * @param retryEvery how often a Lease is renewed, and asked for by the others
 */
public record LeaseConfig(
    @Setting("Whether a Lease for each cluster decides which replica watches it.") boolean enabled,
    @Setting("Namespace of the Leases, in the cluster that the process runs in.") String namespace,
    @Setting("How long a Lease holds without being renewed.") Duration duration,
    @Setting("How long renewing may fail before the holder stops watching.") Duration renewWithin,
    @Setting("How often a Lease is renewed by its holder and asked for by the others.")
        Duration retryEvery) {

  /** Refuses what cannot be. */
  public LeaseConfig {
    Checks.requireText("namespace", namespace);
    Checks.requirePositive("retryEvery", retryEvery);
    requireLonger("duration", duration, "renewWithin", renewWithin);
    requireLonger("renewWithin", renewWithin, "retryEvery", retryEvery);
  }

  static LeaseConfig defaults() {
    return new LeaseConfig(
        false, "pulltriage", Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
  }

  private static void requireLonger(
      String longerKey, Duration longer, String shorterKey, Duration shorter) {
    if (longer.compareTo(shorter) <= 0) {
      throw new IllegalArgumentException(
          "%s (%s) must be longer than %s (%s)".formatted(longerKey, longer, shorterKey, shorter));
    }
  }
}
