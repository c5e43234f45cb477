package io.pulltriage.classifier.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Compares bytes whatever the case of their letters, eight at a time where there are eight. Setting
 * one bit makes an ASCII letter lower case; among the characters that words are made of it changes
 * no other one into another, and bytes beyond ASCII are in lower case already.
 */
final class FoldedBytes {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOWER = 0x2020_2020_2020_2020L;
  private static final long BEYOND_ASCII = 0x8080_8080_8080_8080L;

  /** The first and the last eight bytes tell a text of up to this length and a known one. */
  static final int TOLD_BY_ENDS = 2 * Long.BYTES;

  private FoldedBytes() {}

  /** The first eight bytes of a stretch, or all of a shorter one and zeros. */
  static long head(byte[] text, int from, int to) {
    int length = to - from;
    if (from + Long.BYTES <= text.length) {
      long head = fold((long) LONGS.get(text, from));
      return length >= Long.BYTES ? head : head & ((1L << (length << 3)) - 1);
    }
    long head = 0;
    for (int i = to - 1; i >= from; i--) {
      head = head << 8 | (fold(text[i]) & 0xFF);
    }
    return head;
  }

  /** The last eight bytes of a stretch; 0 for one that is shorter. */
  static long tail(byte[] text, int from, int to) {
    return to - from < Long.BYTES ? 0 : fold((long) LONGS.get(text, to - Long.BYTES));
  }

  static byte[] folded(String text) {
    byte[] bytes = TextBytes.of(text);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = fold(bytes[i]);
    }
    return bytes;
  }

  private static byte fold(byte b) {
    return b < 0 ? b : (byte) (b | 0x20);
  }

  /** Whether a stretch longer than {@link #TOLD_BY_ENDS} and some folded bytes agree in between. */
  static boolean sameMiddle(byte[] text, int from, int to, byte[] folded) {
    for (int i = Long.BYTES; i < to - from - Long.BYTES; i += Long.BYTES) {
      if (fold((long) LONGS.get(text, from + i)) != (long) LONGS.get(folded, i)) {
        return false;
      }
    }
    return true;
  }

  static int hash(byte[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + fold(text[i]);
    }
    return hash;
  }

  private static long fold(long bytes) {
    return bytes | (LOWER & ~((bytes & BEYOND_ASCII) >>> 2));
  }
}
