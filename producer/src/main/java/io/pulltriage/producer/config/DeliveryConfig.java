package io.pulltriage.producer.config;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;

/**
 * What is kept while Kafka is slow or away.
 *
 * @param bufferedEvents events kept at most
 * @param inFlight records that Kafka's client may hold
 * @param retryAfter wait after Kafka refused
 * @param closeWithin time for what is left when the process is told to end
 */
public record DeliveryConfig(
    @Setting(
            "How many events of all clusters together are kept while Kafka does not take them. At"
                + " three quarters of it watches are no longer read; what comes all the same and"
                + " finds no room is lost, counted, and told as a gap. Of everything else the"
                + " newest state is kept.")
        int bufferedEvents,
    @Setting("How many records Kafka's client may hold at the same time.") int inFlight,
    @Setting("How long to wait before a record that Kafka did not take is sent again.")
        Duration retryAfter,
    @Setting(
            "How long to go on sending what is left when the process is told to end; less than the"
                + " grace period of its pod.")
        Duration closeWithin) {

  /** Refuses what cannot be. */
  public DeliveryConfig {
    Checks.requireBetween("bufferedEvents", bufferedEvents, 10, 100_000_000);
    Checks.requireBetween("inFlight", inFlight, 1, 1_000_000);
    Checks.requirePositive("retryAfter", retryAfter);
    Checks.requirePositive("closeWithin", closeWithin);
  }

  /** 100,000 events, about 100 MB. */
  public static DeliveryConfig defaults() {
    return new DeliveryConfig(100_000, 2_000, Duration.ofSeconds(1), Duration.ofSeconds(15));
  }
}
