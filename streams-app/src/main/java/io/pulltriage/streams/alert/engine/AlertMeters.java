package io.pulltriage.streams.alert.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.streams.alert.decide.Reason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is counted of alerts, for each sink. A message that a sink is to be told is taken once, and
 * then taken = sent + suppressed + parked + pending. What was suppressed and is to be told after
 * all, or was parked and is tried anew, is taken anew. Thread-safe.
 */
public final class AlertMeters {

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
    for (String what : new String[] {"taken", "sent", "parked", "failed", "refreshed"}) {
      counter(what, sink);
    }
    for (Reason reason : Reason.values()) {
      suppressed(sink, reason);
    }
  }

  /** A message is to be told. */
  void taken(String sink) {
    counter("taken", sink).increment();
    waiting(sink).incrementAndGet();
  }

  /** It was told. */
  void sent(String sink) {
    waiting(sink).decrementAndGet();
    counter("sent", sink).increment();
  }

  /** It will not be told as things are. */
  void suppressed(String sink, Reason reason, boolean wasTaken) {
    if (wasTaken) {
      waiting(sink).decrementAndGet();
    } else {
      counter("taken", sink).increment();
    }
    suppressed(sink, reason).increment();
  }

  /** It was given up. */
  void parked(String sink) {
    waiting(sink).decrementAndGet();
    counter("parked", sink).increment();
  }

  /** A message was not taken by the receiver this time. */
  void failed(String sink) {
    counter("failed", sink).increment();
  }

  /** What lasts was told again. */
  void refreshed(String sink) {
    counter("refreshed", sink).increment();
  }

  private AtomicLong waiting(String sink) {
    return pending.computeIfAbsent(sink, name -> new AtomicLong());
  }

  private Counter counter(String what, String sink) {
    return Counter.builder("pulltriage.alerts." + what).tag("sink", sink).register(registry);
  }

  private Counter suppressed(String sink, Reason reason) {
    return Counter.builder("pulltriage.alerts.suppressed")
        .tag("sink", sink)
        .tag("reason", reason.word())
        .register(registry);
  }
}
