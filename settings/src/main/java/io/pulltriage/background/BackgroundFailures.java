package io.pulltriage.background;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what fails on a background thread that goes on. Thread-safe. */
public final class BackgroundFailures {

  private static final Logger LOG = LoggerFactory.getLogger(BackgroundFailures.class);

  private final String thread;
  private final Counter counter;

  /**
   * Counts as {@code pulltriage_background_failures_total}.
   *
   * @param thread its name, which is the metric's label
   */
  public BackgroundFailures(String thread, MeterRegistry registry) {
    this.thread = thread;
    this.counter =
        Counter.builder("pulltriage.background.failures")
            .description("Failures on a background thread.")
            .tag("thread", thread)
            .register(registry);
  }

  /**
   * Counts and logs a failure, whatever it is.
   *
   * @throws VirtualMachineError if it is one after which the process cannot be relied on; a stack
   *     overflow is none
   */
  public void report(Throwable failure) {
    counter.increment();
    LOG.error("background thread failed thread={}", thread, failure);
    if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
      throw fatal;
    }
  }
}
