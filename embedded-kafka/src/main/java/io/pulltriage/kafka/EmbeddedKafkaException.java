package io.pulltriage.kafka;

/** The embedded broker did not start or did not do what was asked; the message says why. */
public final class EmbeddedKafkaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EmbeddedKafkaException(String message, Throwable cause) {
    super(message, cause);
  }
}
