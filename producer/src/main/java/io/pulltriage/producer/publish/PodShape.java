package io.pulltriage.producer.publish;

import io.pulltriage.schemas.PodSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Tells whether a pod has changed: 64 bits that differ when anything differs that is told of it,
 * but for what changes with every write. Two shapes of a pod are taken for the same by mistake once
 * in 10^19 changes. Not thread-safe.
 */
final class PodShape {

  private static final Set<String> CHANGE_WITH_EVERY_WRITE =
      Set.of("observedAt", "resourceVersion", "revision");

  private final ShapeWriter writer = new ShapeWriter();

  long of(PodSnapshot snapshot) {
    Hash hash = new Hash();
    try {
      writer.write(snapshot, EncoderFactory.get().directBinaryEncoder(hash, null));
    } catch (IOException e) {
      throw new UncheckedIOException("a hash takes any byte", e);
    }
    return hash.value;
  }

  /** Writes all fields of a pod but some. */
  private static final class ShapeWriter extends SpecificDatumWriter<PodSnapshot> {

    ShapeWriter() {
      super(PodSnapshot.getClassSchema(), SpecificData.getForClass(PodSnapshot.class));
    }

    @Override
    protected void writeRecord(Schema schema, Object record, Encoder out) throws IOException {
      if (!(record instanceof PodSnapshot)) {
        super.writeRecord(schema, record, out);
        return;
      }
      for (Schema.Field field : schema.getFields()) {
        if (!CHANGE_WITH_EVERY_WRITE.contains(field.name())) {
          writeField(record, field, out, null);
        }
      }
    }
  }

  /** FNV-1a of what is written to it. */
  private static final class Hash extends OutputStream {
    private static final long PRIME = 0x100000001b3L;
    private long value = 0xcbf29ce484222325L;

    @Override
    public void write(int octet) {
      value = (value ^ (octet & 0xff)) * PRIME;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        write(bytes[i]);
      }
    }
  }
}
