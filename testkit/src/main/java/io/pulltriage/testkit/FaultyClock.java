package io.pulltriage.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The system's clock, which throws errors for as long as it is broken. Thread-safe. */
public final class FaultyClock extends Clock {

  private final Clock system = Clock.systemUTC();
  private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

  /** From now on whoever asks gets an {@link AssertionError} with this message. */
  public void breakDown(String message) {
    fault.set(message);
  }

  /** It tells the time again. */
  public void repair() {
    fault.set(null);
  }

  @Override
  public Instant instant() {
    String message = fault.get();
    if (message != null) {
      throw new AssertionError(message);
    }
    return system.instant();
  }

  @Override
  public ZoneId getZone() {
    return system.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("it has one zone");
  }
}
