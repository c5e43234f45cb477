package io.pulltriage.streams.query.part;

import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** A partition that is not, or no longer, to be read here. */
final class PartGoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int partition;

  PartGoneException(int partition, InvalidStateStoreException cause) {
    super(cause.getMessage(), cause);
    this.partition = partition;
  }

  int partition() {
    return partition;
  }
}
