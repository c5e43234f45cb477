package io.pulltriage.schemas.serdes;

import org.apache.kafka.common.errors.SerializationException;

/**
 * A record was written with a schema that this version does not know: by a newer version, as during
 * an upgrade. There is nothing wrong with the record, and whoever meets it should leave it to the
 * newer version instead of giving it up.
 */
public final class NewerSchemaException extends SerializationException {

  private static final long serialVersionUID = 1L;

  NewerSchemaException(String message) {
    super(message);
  }
}
