package io.pulltriage.streams.alert.kafka;

import io.pulltriage.schemas.AlertDelivery;
import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.sink.AlertSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      String name, String type, long open, long parked, Optional<Instant> lastTold) {

    private SinkStanding with(AlertDelivery told) {
      return new SinkStanding(
          name,
          type,
          told.getOpen() ? open + 1 : open,
          told.getParked().isPresent() ? parked + 1 : parked,
          lastTold.filter(last -> last.isAfter(told.getAt())).or(() -> Optional.of(told.getAt())));
    }
  }

  /**
   * A message that was given up.
   *
   * @param sink for whom it was
   * @param kind what it is about
   * @param id of what
   * @param why what went wrong at last; no secret is in it
   */
  public record Parked(String sink, AlertKind kind, String id, String why) {}

  /** Adds up what was told. Not thread-safe. */
  static final class Builder {

    private final Map<String, SinkStanding> sinks = new LinkedHashMap<>();
    private final List<Parked> parked = new ArrayList<>();

    Builder(List<AlertSink> all) {
      all.forEach(
          sink ->
              sinks.put(
                  sink.name(), new SinkStanding(sink.name(), sink.type(), 0, 0, Optional.empty())));
    }

    void add(AlertState state) {
      if (state.getKind() == AlertKind.START) {
        return;
      }
      for (AlertDelivery told : state.getDeliveries()) {
        if (told.getOpen() || told.getParked().isPresent()) {
          sinks.computeIfPresent(told.getSink(), (name, standing) -> standing.with(told));
        }
        told.getParked()
            .ifPresent(
                why -> parked.add(new Parked(told.getSink(), state.getKind(), state.getId(), why)));
      }
    }

    AlertOverview build(List<Silence> silences) {
      parked.sort(
          Comparator.comparing(Parked::sink).thenComparing(Parked::kind).thenComparing(Parked::id));
      return new AlertOverview(List.copyOf(sinks.values()), parked, silences);
    }
  }
}
