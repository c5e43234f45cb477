package io.pulltriage.streams.alert.kafka;

import io.pulltriage.streams.alert.decide.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How telling stands in the whole application, as Kafka has it. Immutable.
 *
 * @param sinks by name
 * @param parked messages that were given up, by sink and id
 * @param silences those of the configuration first, by id
 */
public record AlertOverview(List<SinkStanding> sinks, List<Parked> parked, List<Silence> silences) {

  /** Keeps what it is given. */
  public AlertOverview {
    sinks = List.copyOf(sinks);
    parked = List.copyOf(parked);
    silences = List.copyOf(silences);
  }

  /**
   * How one sink stands.
   *
   * @param name of the sink
   * @param type what kind of receiver it is
   * @param open of how many incidents and outbreaks it was told that they began, and not yet that
   *     they are over
   * @param parked how many messages to it were given up
   * @param lastTold when it was told last of any that it has open or parked; empty where it has
   *     none
   */
  public record SinkStanding(
      String name, String type, long open, long parked, Optional<Instant> lastTold) {}
}
