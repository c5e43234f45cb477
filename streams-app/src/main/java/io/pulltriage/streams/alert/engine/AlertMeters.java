package io.pulltriage.streams.alert.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.streams.alert.decide.Decision.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is counted of alerts, for each sink. A message that a sink is to be told is taken once, and
 * then taken = sent + suppressed + parked + pending. What was suppressed and is to be told after
 * all, or was parked and is tried anew, is taken anew. Thread-safe.
 */
public final class AlertMeters {

  private enum Count {
    TAKEN("Messages that a sink was to be told."),
    SENT("Messages that it was told."),
    PARKED("Messages that were given up."),
    FAILED("Attempts that failed."),
    REFRESHED("Alerts that were sent again because they last.");

    private final String description;

    Count(String description) {
      this.description = description;
    }
  }

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> pending = new ConcurrentHashMap<>();

  /** Counts in a registry. */
  public AlertMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Begins to count for a sink, so that what never happens is shown as nothing. */
  void begin(String sink) {
    AtomicLong waiting = pending.computeIfAbsent(sink, name -> new AtomicLong());
    Gauge.builder("pulltriage.alerts.pending", waiting, AtomicLong::get)
        .description("Messages that wait for their time or for their sink.")
        .tag("sink", sink)
        .register(registry);
    for (Count what : Count.values()) {
      counter(what, sink);
    }
    for (Reason reason : Reason.values()) {
      suppressed(sink, reason);
    }
  }

  /** A message is to be told. */
  void taken(String sink) {
    counter(Count.TAKEN, sink).increment();
    waiting(sink).incrementAndGet();
  }

  /** It was told. */
  void sent(String sink) {
    waiting(sink).decrementAndGet();
    counter(Count.SENT, sink).increment();
  }

  /** It will not be told as things are. */
  void suppressed(String sink, Reason reason, boolean wasTaken) {
    if (wasTaken) {
      waiting(sink).decrementAndGet();
    } else {
      counter(Count.TAKEN, sink).increment();
    }
    suppressed(sink, reason).increment();
  }

  /** It was given up. */
  void parked(String sink) {
    waiting(sink).decrementAndGet();
    counter(Count.PARKED, sink).increment();
  }

  /** A message was not taken by the receiver this time. */
  void failed(String sink) {
    counter(Count.FAILED, sink).increment();
  }

  /** What lasts was told again. */
  void refreshed(String sink) {
    counter(Count.REFRESHED, sink).increment();
  }

  private AtomicLong waiting(String sink) {
    return pending.computeIfAbsent(sink, name -> new AtomicLong());
  }

  private Counter counter(Count what, String sink) {
    return Counter.builder("pulltriage.alerts." + what.name().toLowerCase(Locale.ROOT))
        .description(what.description)
        .tag("sink", sink)
        .register(registry);
  }

  private Counter suppressed(String sink, Reason reason) {
    return Counter.builder("pulltriage.alerts.suppressed")
        .description("Messages that a sink was not to be told as things are, by why.")
        .tag("sink", sink)
        .tag("reason", reason.word())
        .register(registry);
  }
}
