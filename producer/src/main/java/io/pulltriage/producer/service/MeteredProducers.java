package io.pulltriage.producer.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Makes Kafka's producers and shows the numbers of the newest one, under Kafka's own names. For one
 * thread; to be closed when that has ended.
 */
final class MeteredProducers<K, V> implements Supplier<Producer<K, V>>, AutoCloseable {

  private final Supplier<Producer<K, V>> producers;
  private final MeterRegistry registry;
  private @Nullable KafkaClientMetrics meters;

  MeteredProducers(Supplier<Producer<K, V>> producers, MeterRegistry registry) {
    this.producers = producers;
    this.registry = registry;
  }

  @Override
  public Producer<K, V> get() {
    close();
    Producer<K, V> producer = producers.get();
    meters = new KafkaClientMetrics(producer);
    meters.bindTo(registry);
    return producer;
  }

  /** Takes the numbers away. */
  @Override
  public void close() {
    if (meters != null) {
      meters.close();
      meters = null;
    }
  }
}
