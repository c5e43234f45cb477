package io.pulltriage.producer.deliver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What is counted of delivery. For each cluster and kind, accepted = published + replaced + dropped
 * + what waits or is on its way. Thread-safe.
 */
final class DeliveryMeters implements AutoCloseable {

  private final MeterRegistry registry;
  private final List<Gauge> gauges = new ArrayList<>();

  DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void accepted(Publication publication) {
    count("accepted", publication);
  }

  void published(Publication publication) {
    count("published", publication);
  }

  /** A newer state of the same key made it superfluous. */
  void replaced(Publication publication) {
    count("replaced", publication);
  }

  void dropped(Publication publication) {
    count("dropped", publication);
  }

  /** Kafka did not take it this time. */
  void refused(Publication publication) {
    count("refused", publication);
  }

  void gauge(String name, Supplier<Number> value) {
    gauges.add(Gauge.builder("pulltriage.delivery." + name, value).register(registry));
  }

  /** Takes the gauges away: the next delivery of this process brings its own. */
  @Override
  public void close() {
    gauges.forEach(registry::remove);
  }

  /** Keys begin with their cluster. */
  static String cluster(Publication publication) {
    int slash = publication.key().indexOf('/');
    return slash < 0 ? publication.key() : publication.key().substring(0, slash);
  }

  private void count(String what, Publication publication) {
    Counter.builder("pulltriage.records." + what)
        .tag("cluster", cluster(publication))
        .tag("kind", name(publication.kind()))
        .register(registry)
        .increment();
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
