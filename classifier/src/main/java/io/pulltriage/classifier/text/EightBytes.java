package io.pulltriage.classifier.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of a text at a time in one long, the first in its lowest bits. */
final class EightBytes {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = EACH << 7;
  private static final long LOWER_CASE_BITS = 0x20 * EACH;

  private EightBytes() {}

  static boolean stand(byte[] text, int at) {
    return at + Long.BYTES <= text.length;
  }

  /** The bytes with ASCII letters in lower case; see {@link FoldedBytes}. */
  static long folded(byte[] text, int at) {
    long bytes = (long) LONGS.get(text, at);
    return bytes | (LOWER_CASE_BITS & ~((bytes & HIGHEST_BITS) >>> 2));
  }
}
