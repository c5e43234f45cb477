package io.pulltriage.streams.alert.kafka;

import io.pulltriage.streams.alert.engine.AlertMeters;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads values so that one which cannot be read keeps nobody from the others: it is counted and
 * skipped. For one thread.
 *
 * @param values reads them
 * @param what they are, for the counter
 * @param taker is given each record that can be read; null is a tombstone
 */
record ReadableValues<V>(
    Deserializer<V> values,
    AlertMeters.Unreadable what,
    AlertMeters meters,
    BiConsumer<String, @Nullable V> taker) {

  private static final Logger LOG = LoggerFactory.getLogger(ReadableValues.class);

  void take(ConsumerRecord<String, byte[]> entry) {
    V value;
    try {
      value = entry.value() == null ? null : values.deserialize(entry.topic(), entry.value());
    } catch (SerializationException e) {
      meters.unreadable(what);
      LOG.warn(
          "record skipped topic={} partition={} offset={}",
          entry.topic(),
          entry.partition(),
          entry.offset(),
          e);
      return;
    }
    taker.accept(entry.key(), value);
  }
}
