package io.pulltriage.streams.alert.engine;

import io.pulltriage.streams.alert.text.AlertMessage;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import java.util.List;

/**
 * Messages on their way to one sink.
 *
 * @param place the sink's place
 * @param sink its name
 * @param parts what it is given
 */
public record Delivery(int place, String sink, List<Part> parts) {

  /** Copies the list, so that nobody changes it later. */
  public Delivery {
    parts = List.copyOf(parts);
  }

  /** What the sink is given. */
  public List<AlertMessage> messages() {
    return parts.stream().map(Part::message).toList();
  }

  /**
   * A message and those that it is about.
   *
   * @param message what is sent
   * @param contents what it tells, each with its subject
   */
  record Part(AlertMessage message, List<Content> contents) {}

  /**
   * One subject in a message.
   *
   * @param watched which
   * @param version of it that is told
   * @param about what is told of it
   */
  record Content(Watched watched, int version, About about) {}
}
