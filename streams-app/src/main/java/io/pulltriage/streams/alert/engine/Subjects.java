package io.pulltriage.streams.alert.engine;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.streams.alert.subject.Subject;

/** Reads records of the output topics. */
public interface Subjects {

  /**
   * The subject of a record.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if it cannot be read
   */
  Subject read(AlertKind kind, byte[] bytes);
}
