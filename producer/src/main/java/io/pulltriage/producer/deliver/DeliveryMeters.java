package io.pulltriage.producer.deliver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What is counted of delivery. For each cluster and kind, accepted = published + replaced + dropped
 * + what waits or is on its way. Thread-safe.
 */
final class DeliveryMeters implements AutoCloseable {

  private final MeterRegistry registry;
  private final List<Gauge> gauges = new ArrayList<>();
  private final Set<List<String>> shown = ConcurrentHashMap.newKeySet();

  private enum Count {
    ACCEPTED("Records that are to be published."),
    PUBLISHED("Records that Kafka has."),
    REPLACED("Records that a newer state of the same key made superfluous."),
    DROPPED("Records that were lost because there was no room."),
    REFUSED("Times that Kafka did not take a record.");

    private final String description;

    Count(String description) {
      this.description = description;
    }
  }

  DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows all counters of its cluster and kind, too, so that the first loss is seen as one. */
  void accepted(Publication publication) {
    if (shown.add(List.of(publication.cluster(), name(publication.kind())))) {
      for (Count what : Count.values()) {
        counter(what, publication);
      }
    }
    count(Count.ACCEPTED, publication);
  }

  void published(Publication publication) {
    count(Count.PUBLISHED, publication);
  }

  /** A newer state of the same key made it superfluous. */
  void replaced(Publication publication) {
    count(Count.REPLACED, publication);
  }

  void dropped(Publication publication) {
    count(Count.DROPPED, publication);
  }

  /** Kafka did not take it this time. */
  void refused(Publication publication) {
    count(Count.REFUSED, publication);
  }

  void gauge(String name, String description, Supplier<Number> value) {
    gauges.add(
        Gauge.builder("pulltriage.delivery." + name, value)
            .description(description)
            .register(registry));
  }

  /** Takes the gauges away: the next delivery of this process brings its own. */
  @Override
  public void close() {
    gauges.forEach(registry::remove);
  }

  private void count(Count what, Publication publication) {
    counter(what, publication).increment();
  }

  private Counter counter(Count what, Publication publication) {
    return Counter.builder("pulltriage.records." + what.name().toLowerCase(Locale.ROOT))
        .description(what.description)
        .tag("cluster", publication.cluster())
        .tag("kind", name(publication.kind()))
        .register(registry);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
