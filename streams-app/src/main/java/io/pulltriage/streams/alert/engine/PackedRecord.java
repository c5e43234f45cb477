package io.pulltriage.streams.alert.engine;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A record's bytes, compressed: what must be told again is kept at about a third of its size. For
 * one thread.
 */
final class PackedRecord {

  private static final int BUFFER = 4_096;

  private final byte[] packed;

  private PackedRecord(byte[] packed) {
    this.packed = packed;
  }

  static PackedRecord of(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return new PackedRecord(out.toByteArray());
    } finally {
      deflater.end();
    }
  }

  byte[] bytes() {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished()) {
        out.write(buffer, 0, inflater.inflate(buffer));
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new IllegalStateException("what was packed here cannot be unpacked", e);
    } finally {
      inflater.end();
    }
  }

  /** How many bytes it takes. */
  int size() {
    return packed.length;
  }
}
