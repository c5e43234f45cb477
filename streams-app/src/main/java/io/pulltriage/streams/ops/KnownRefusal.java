package io.pulltriage.streams.ops;

import org.apache.kafka.common.KafkaException;

/** A record was kept from Kafka, which would refuse it. */
final class KnownRefusal extends KafkaException {

  private static final long serialVersionUID = 1L;

  KnownRefusal(String reason) {
    super(reason);
  }
}
