package io.pulltriage.schemas.serdes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads one record type from Avro's single-object encoding. Thread-safe. */
final class SingleObjectDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  private static final int MARKER_BYTES = 2;
  private static final int HEADER_BYTES = MARKER_BYTES + Long.BYTES;
  private static final short MARKER = (short) 0xC301;

  private final String name;
  private final long fingerprint;
  private final BinaryMessageDecoder<T> decoder;

  /** Reads records of a schema. */
  SingleObjectDeserializer(SpecificData model, Schema schema) {
    this.name = schema.getFullName();
    this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    this.decoder = new BinaryMessageDecoder<>(model, schema);
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    refuseForeign(topic, bytes);
    try {
      return decoder.decode(bytes);
    } catch (IOException | RuntimeException e) {
      // Avro meets damaged bytes with whatever its arithmetic runs into.
      throw new SerializationException(
          "%s: %d bytes that say to be a %s are damaged".formatted(topic, bytes.length, name), e);
    }
  }

  private void refuseForeign(String topic, byte[] bytes) {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES || header.getShort() != MARKER) {
      throw new SerializationException(
          "%s: expected a %s (schema %s) in Avro's single-object encoding, got %d bytes beginning with %s"
              .formatted(topic, name, hex(fingerprint), bytes.length, beginning(bytes)));
    }
    long written = header.order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (written != fingerprint) {
      throw new NewerSchemaException(
          "%s: expected a %s (schema %s), got a record of schema %s, of another version"
              .formatted(topic, name, hex(fingerprint), hex(written)));
    }
  }

  private static String beginning(byte[] bytes) {
    return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, HEADER_BYTES));
  }

  private static String hex(long fingerprint) {
    return HexFormat.of().toHexDigits(fingerprint);
  }
}
