package io.pulltriage.producer.publish;

/** Something could not be delivered to Kafka; what was published after it may have been. */
public final class PublicationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PublicationException(String message, Throwable cause) {
    super(message, cause);
  }
}
