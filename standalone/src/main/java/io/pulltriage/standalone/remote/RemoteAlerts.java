package io.pulltriage.standalone.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the sinks of alerts stand. Immutable.
 *
 * @param sinks by name
 * @param parked messages that were given up
 * @param error what keeps the instance that answered from telling
 */
public record RemoteAlerts(List<Sink> sinks, List<Parked> parked, Optional<String> error) {

  /** Keeps what it is given. */
  public RemoteAlerts {
    sinks = List.copyOf(sinks);
    parked = List.copyOf(parked);
  }

  /**
   * How one sink stands.
   *
   * @param name of the sink
   * @param type what kind of receiver it is
   * @param open of how many it was told that they began, and not yet that they are over
   * @param parked how many messages to it were given up
   * @param lastTold when it was told last; empty where unknown
   */
  public record Sink(String name, String type, long open, long parked, String lastTold) {}

  /**
   * A message that was given up.
   *
   * @param sink for whom it was
   * @param kind what it is about
   * @param id of what
   * @param why what went wrong at last
   */
  public record Parked(String sink, String kind, String id, String why) {}

  static RemoteAlerts read(JsonNode json) {
    List<Sink> sinks = new ArrayList<>();
    for (JsonNode sink : json.path("sinks")) {
      sinks.add(
          new Sink(
              sink.path("name").asText(),
              sink.path("type").asText(),
              sink.path("open").asLong(),
              sink.path("parked").asLong(),
              sink.path("lastTold").isTextual() ? sink.path("lastTold").asText() : ""));
    }
    List<Parked> parked = new ArrayList<>();
    for (JsonNode one : json.path("parked")) {
      parked.add(
          new Parked(
              one.path("sink").asText(),
              one.path("kind").asText(),
              one.path("id").asText(),
              one.path("why").asText()));
    }
    JsonNode error = json.path("error");
    return new RemoteAlerts(
        sinks, parked, error.isTextual() ? Optional.of(error.asText()) : Optional.empty());
  }
}
