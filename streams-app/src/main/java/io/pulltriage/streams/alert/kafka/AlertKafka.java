package io.pulltriage.streams.alert.kafka;

import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import java.time.Duration;

/**
 * Where alerts live in Kafka.
 *
 * @param topics names of the topics
 * @param serdes for their records
 * @param clients makes Kafka's clients
 */
record AlertKafka(Topics topics, PublicSerdes serdes, AlertClients clients) {

  /** Behind the application's id, the name of the consumer group. */
  private static final String GROUP = "-alerts";

  /** A change that cannot be read would never be told. */
  private static final Duration REGISTRY_PATIENCE = Duration.ofMinutes(2);

  static AlertKafka of(AlertSource source) {
    return new AlertKafka(
        source.topics(),
        new PublicSerdes(source.clients(), REGISTRY_PATIENCE),
        new AlertClients(source.clients(), source.applicationId() + GROUP));
  }
}
