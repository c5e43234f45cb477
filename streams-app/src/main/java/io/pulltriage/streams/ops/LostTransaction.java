package io.pulltriage.streams.ops;

import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidTxnStateException;

/**
 * A thread's end that says nothing about records: it stood for longer than {@code
 * transaction.timeout.ms}, the broker rolled back what it was at, and its commit came after that.
 * Brokers up to 4.3 call that an invalid state, which Kafka Streams takes for a fault of the
 * program (KAFKA-20785). Nothing of the transaction is visible to anybody, so that another thread
 * can do it again. Pure.
 */
final class LostTransaction {

  private LostTransaction() {}

  /** Whether a thread ended by it. */
  static boolean isCauseOf(Throwable error) {
    return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
        .anyMatch(InvalidTxnStateException.class::isInstance);
  }
}
