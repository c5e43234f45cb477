package io.pulltriage.classifier.text;

/**
 * Compares bytes whatever the case of their letters. Setting one bit makes an ASCII letter lower
 * case; among the characters that words are made of it changes no other one into another, and bytes
 * beyond ASCII are in lower case already.
 */
final class FoldedBytes {

  /** The first and the last eight bytes tell a text of up to this length and a known one. */
  static final int TOLD_BY_ENDS = 2 * Long.BYTES;

  private FoldedBytes() {}

  static byte[] folded(String text) {
    byte[] bytes = TextBytes.of(text);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = fold(bytes[i]);
    }
    return bytes;
  }

  /**
   * The first eight bytes of a stretch, or all of a shorter one and zeros. It is not asked whether
   * the stretch is shorter, as the processor could not guess the answer.
   */
  static long head(byte[] text, int from, int to) {
    if (EightBytes.stand(text, from)) {
      int unused = Long.BYTES - Math.min(to - from, Long.BYTES);
      return EightBytes.folded(text, from) & (-1L >>> (unused * Byte.SIZE));
    }
    long head = 0;
    for (int i = to - 1; i >= from; i--) {
      head = head << Byte.SIZE | (fold(text[i]) & 0xFF);
    }
    return head;
  }

  /** The last eight bytes of a stretch; 0 for one that is shorter. */
  static long tail(byte[] text, int from, int to) {
    if (!EightBytes.stand(text, from)) {
      return 0;
    }
    long all = (long) (Long.BYTES - 1 - (to - from)) >> (Long.SIZE - 1);
    return EightBytes.folded(text, Math.max(from, to - Long.BYTES)) & all;
  }

  /** Whether a stretch longer than {@link #TOLD_BY_ENDS} and some folded bytes agree in between. */
  static boolean sameMiddle(byte[] text, int from, int to, byte[] folded) {
    for (int i = Long.BYTES; i < to - from - Long.BYTES; i += Long.BYTES) {
      if (EightBytes.folded(text, from + i) != EightBytes.folded(folded, i)) {
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

  private static byte fold(byte b) {
    return b < 0 ? b : (byte) (b | 0x20);
  }
}
