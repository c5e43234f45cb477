package io.pulltriage.producer.config;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * How clusters are watched.
 *
 * @param pageSize objects in a page of a list
 * @param concurrentLists lists read at the same time by all clusters together
 * @param threads threads that all clusters share
 * @param silentAfter silence after which a watch is doubted
 * @param requestTimeout longest time for an answer to begin, and for a page of a list to be read
 * @param watchTimeout how long the API server lets a watch last
 * @param backOffFrom first wait after a failure
 * @param backOffTo longest wait after failures
 */
public record WatchConfig(
    @Setting("Objects in a page of a list. More of them take fewer requests and more memory.")
        int pageSize,
    @Setting(
            "How many pages of lists all clusters together may be reading at the same time, which"
                + " bounds memory and load when many clusters start.")
        int concurrentLists,
    @Setting("Threads that all clusters share; 0 for twice the number of processors.") int threads,
    @Setting(
            "How long a watch may show no sign of life (API servers send one about every minute)"
                + " before it is taken for dead: the API server is asked, and the watch is begun"
                + " again.")
        Duration silentAfter,
    @Setting("How long an API server may take to begin an answer, and for a page of a list.")
        Duration requestTimeout,
    @Setting("How long a watch may last before the API server ends it and it goes on anew.")
        Duration watchTimeout,
    @Setting("How long to wait after a first failure; it doubles with each further one.")
        Duration backOffFrom,
    @Setting("How long to wait at most after failures.") Duration backOffTo) {

  /** Refuses what cannot be. */
  public WatchConfig {
    Checks.requireBetween("pageSize", pageSize, 1, 10_000);
    Checks.requireBetween("concurrentLists", concurrentLists, 1, 1_000);
    Checks.requireBetween("threads", threads, 0, 1_000);
    Checks.requirePositive("silentAfter", silentAfter);
    Checks.requirePositive("requestTimeout", requestTimeout);
    Checks.requirePositive("watchTimeout", watchTimeout);
    Checks.requirePositive("backOffFrom", backOffFrom);
    Checks.requirePositive("backOffTo", backOffTo);
    if (backOffTo.compareTo(backOffFrom) < 0) {
      throw new IllegalArgumentException(
          "backOffTo (%s) must not be shorter than backOffFrom (%s)"
              .formatted(backOffTo, backOffFrom));
    }
  }

  /** What suits a fleet. */
  public static WatchConfig defaults() {
    return new WatchConfig(
        500,
        4,
        0,
        Duration.ofSeconds(90),
        Duration.ofSeconds(30),
        Duration.ofMinutes(10),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1));
  }
}
