package io.pulltriage.schemas.serdes;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry could not be asked for as long as was waited for it. */
public final class RegistryAwayException extends SerializationException {

  private static final long serialVersionUID = 1L;

  RegistryAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
