package io.pulltriage.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Compares records by what they say. Pure and thread-safe. */
public final class Records {

  private Records() {}

  /**
   * Whether two records say the same. Their own {@code equals} cannot be used on records with lists
   * of records: Avro's lists compare their items without knowing of logical types and throw on the
   * first {@link java.time.Instant}.
   */
  public static <T extends SpecificRecord> boolean equal(T one, T other) {
    return one == other || Arrays.equals(content(one), content(other));
  }

  /** What a record says, in Avro's binary encoding and nothing else. */
  public static byte[] content(SpecificRecord record) {
    SpecificData model = SpecificData.getForClass(record.getClass());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<SpecificRecord>(record.getSchema(), model).write(record, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException("memory took no bytes", e);
    }
    return bytes.toByteArray();
  }
}
