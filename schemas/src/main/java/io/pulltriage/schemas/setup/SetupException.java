package io.pulltriage.schemas.setup;

import java.io.IOException;

/**
 * Kafka or the schema registry could not be asked or did not do what it was told. The message names
 * which of them and why, for people.
 */
public final class SetupException extends IOException {

  private static final long serialVersionUID = 1L;

  SetupException(String message) {
    super(message);
  }

  SetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
