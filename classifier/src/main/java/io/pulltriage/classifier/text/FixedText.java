package io.pulltriage.classifier.text;

/** A text of up to sixteen characters to compare parts of others with, whatever their case. */
final class FixedText {

  private final int length;
  private final long head;
  private final long tail;

  FixedText(String text) {
    byte[] bytes = TextBytes.of(text);
    length = bytes.length;
    if (length > FoldedBytes.TOLD_BY_ENDS) {
      throw new IllegalArgumentException("'" + text + "' is too long");
    }
    head = FoldedBytes.head(bytes, 0, length);
    tail = FoldedBytes.tail(bytes, 0, length);
  }

  int length() {
    return length;
  }

  /** Whether a stretch begins with it. */
  boolean starts(byte[] text, int from, int to) {
    return to - from >= length
        && FoldedBytes.head(text, from, from + length) == head
        && FoldedBytes.tail(text, from, from + length) == tail;
  }

  /** Whether a stretch ends with it. */
  boolean ends(byte[] text, int from, int to) {
    return to - from >= length && starts(text, to - length, to);
  }
}
