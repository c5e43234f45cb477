package io.pulltriage.schemas.serdes;

import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes one record type in Avro's single-object encoding. Thread-safe. */
final class SingleObjectSerializer<T extends SpecificRecord> implements Serializer<T> {

  private final String name;
  private final BinaryMessageEncoder<T> encoder;

  SingleObjectSerializer(SpecificData model, Schema schema) {
    this.name = schema.getFullName();
    this.encoder = new BinaryMessageEncoder<>(model, schema);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    if (value == null) {
      return null;
    }
    try {
      // The encoder copies its own buffer into an array of exactly the message's length.
      return encoder.encode(value).array();
    } catch (IOException | AvroRuntimeException | NullPointerException | ClassCastException e) {
      // Avro throws the last two for a field that is null or of another type than its schema's.
      throw new SerializationException("cannot write a " + name + " for " + topic, e);
    }
  }
}
