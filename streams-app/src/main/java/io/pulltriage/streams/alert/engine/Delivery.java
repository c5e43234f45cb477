package io.pulltriage.streams.alert.engine;

import io.pulltriage.streams.alert.text.AlertMessage;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import java.util.List;

/**
 * Messages on their way to one sink.
 *
 * @param place the sink's place
 * @param sink its name
 * @param parcels what it is given
 */
public record Delivery(int place, String sink, List<Parcel> parcels) {

  /** Copies the list, so that nobody changes it later. */
  public Delivery {
    parcels = List.copyOf(parcels);
  }

  /** What the sink is given. */
  public List<AlertMessage> messages() {
    return parcels.stream().map(Parcel::message).toList();
  }

  /**
   * A message and those that it is about.
   *
   * @param message what is sent
   * @param contents what it tells, each with its subject
   */
  record Parcel(AlertMessage message, List<Content> contents) {}

  /**
   * One subject in a message.
   *
   * @param watched which
   * @param about what is told of it
   */
  record Content(Watched watched, About about) {}
}
