package io.pulltriage.streams.alert.kafka;

import io.pulltriage.classifier.Contexts;
import io.pulltriage.schemas.Topics;
import io.pulltriage.streams.query.ReadModel;
import java.util.Map;

/**
 * What is told of. Immutable.
 *
 * @param model knows the incidents and outbreaks, and what was told of them; the caller's
 * @param topics in which what was told is kept
 * @param applicationId the analyzer's, of which the consumer group is named
 * @param clients settings of Kafka's clients and of the serdes, under their own names
 * @param quietStart whether what fails already when a sink is new is told as a digest; not so for
 *     recorded clusters, where everything is old
 * @param contexts kubectl contexts of the clusters, for the commands in steps
 */
public record AlertSource(
    ReadModel model,
    Topics topics,
    String applicationId,
    Map<String, Object> clients,
    boolean quietStart,
    Contexts contexts) {

  /** Copies the settings, so that nobody changes them later. */
  public AlertSource {
    clients = Map.copyOf(clients);
  }
}
