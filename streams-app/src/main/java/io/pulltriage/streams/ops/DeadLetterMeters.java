package io.pulltriage.streams.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Map;

/**
 * Counts dead letters by what went wrong. Kafka Streams makes the handlers that count by itself and
 * gives them nothing but its settings, so these travel there under a name of ours. Thread-safe.
 */
final class DeadLetterMeters {

  private static final String SETTING = "pulltriage.dead.letter.meters";
  private static final String NAME = "pulltriage.dead.letters";

  private final CompositeMeterRegistry registries = new CompositeMeterRegistry();
  private final Counter unreadable = counter("unreadable");
  private final Counter unprocessable = counter("unprocessable");
  private final Counter refused = counter("refused");

  /** Those that a handler was given. */
  static DeadLetterMeters of(Map<String, ?> settings) {
    if (settings.get(SETTING) instanceof DeadLetterMeters meters) {
      return meters;
    }
    throw new IllegalStateException("the settings lack " + SETTING);
  }

  /** Puts them where the handlers find them. */
  void addTo(Map<Object, Object> settings) {
    settings.put(SETTING, this);
  }

  /** Shows them in a registry, from now on. */
  void bindTo(MeterRegistry registry) {
    registries.add(registry);
  }

  /** A record could not be read. */
  void unreadable() {
    unreadable.increment();
  }

  /** A record was read, and its processing failed. */
  void unprocessable() {
    unprocessable.increment();
  }

  /** A record of the output was not taken by Kafka. */
  void refused() {
    refused.increment();
  }

  /** Where everything is shown. */
  MeterRegistry registry() {
    return registries;
  }

  private Counter counter(String error) {
    return Counter.builder(NAME)
        .description("Records that became dead letters.")
        .tag("error", error)
        .register(registries);
  }
}
