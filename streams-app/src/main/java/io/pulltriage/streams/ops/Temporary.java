package io.pulltriage.streams.ops;

import io.pulltriage.schemas.serdes.NewerSchemaException;
import io.pulltriage.schemas.serdes.RegistryAwayException;

/**
 * Tells failures that have nothing to do with the record apart from those that have. The former
 * stop this instance with the record unprocessed, so that it, or another one, takes it up again: a
 * record of a newer version belongs to an instance of that version, and the schema registry comes
 * back. Pure.
 */
final class Temporary {

  private Temporary() {}

  /** Whether the record is not to blame. */
  static boolean is(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof NewerSchemaException || cause instanceof RegistryAwayException) {
        return true;
      }
    }
    return false;
  }
}
