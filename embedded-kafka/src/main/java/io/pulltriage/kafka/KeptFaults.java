package io.pulltriage.kafka;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the broker's faults instead of ending the process, which is what Kafka's own handler does
 * and what a guest in a process must not do. Thread-safe.
 */
final class KeptFaults implements FaultHandlerFactory {

  private static final Logger LOG = LoggerFactory.getLogger(KeptFaults.class);

  private final AtomicReference<@Nullable RuntimeException> fatal = new AtomicReference<>();

  @Override
  public FaultHandler build(String name, boolean isFatal, Runnable action) {
    return (message, cause) -> {
      FaultHandlerException fault = new FaultHandlerException(name + ": " + message, cause);
      LOG.atError().setCause(fault).addKeyValue("fatal", isFatal).log("embedded Kafka met a fault");
      if (isFatal) {
        fatal.compareAndSet(null, fault);
      }
      action.run();
      return fault;
    };
  }

  /** The first fault that the broker does not recover from. */
  Optional<RuntimeException> firstFatal() {
    return Optional.ofNullable(fatal.get());
  }
}
