package io.pulltriage.streams.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.schemas.serdes.NewerSchemaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serde of a store's values. A damaged value reads as null, so that the key counts as absent until
 * the next fact writes it anew; it is counted and logged. A value of a newer version is not
 * damaged: {@link NewerSchemaException}. A value that Kafka might refuse as too large is refused
 * before it is stored, with a {@link SerializationException}. Thread-safe if the serde behind it
 * is.
 */
public final class StateSerde {

  /** Kafka takes records of 1,048,588 bytes, with key and overhead. */
  static final int LARGEST = 1_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(StateSerde.class);

  private StateSerde() {}

  /** A serde for the values of a store. */
  public static <V> Serde<V> of(String store, Serde<V> values, MeterRegistry registry) {
    Counter unreadable =
        Counter.builder("pulltriage.state.unreadable")
            .description("Values of state stores that were damaged and count as absent.")
            .tag("store", store)
            .register(registry);
    return Serdes.serdeFrom(
        writer(store, values.serializer()), reader(store, values.deserializer(), unreadable));
  }

  private static <V> Serializer<V> writer(String store, Serializer<V> values) {
    return (topic, value) -> {
      byte[] bytes = values.serialize(topic, value);
      if (bytes != null && bytes.length > LARGEST) {
        throw new SerializationException(
            "store %s takes values of %,d bytes, not of %,d"
                .formatted(store, LARGEST, bytes.length));
      }
      return bytes;
    };
  }

  private static <V> Deserializer<V> reader(
      String store, Deserializer<V> values, Counter unreadable) {
    return new Deserializer<>() {
      @Override
      public @Nullable V deserialize(String topic, byte[] bytes) {
        try {
          return values.deserialize(topic, bytes);
        } catch (NewerSchemaException e) {
          throw e;
        } catch (SerializationException e) {
          unreadable.increment();
          LOG.error("state unreadable store={} reason={}", store, e.getMessage());
          return null;
        }
      }
    };
  }
}
