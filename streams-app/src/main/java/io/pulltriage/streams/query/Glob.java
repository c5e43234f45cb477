package io.pulltriage.streams.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A pattern in which {@code *} stands for any text, also none. Works on UTF-8. Immutable. */
final class Glob {

  /** Matches everything. */
  static final String ANY = "*";

  private static final byte STAR = '*';

  private final byte[] pattern;
  private final boolean literal;

  Glob(String pattern) {
    this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
    this.literal = pattern.indexOf(STAR) < 0;
  }

  boolean matches(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return matches(bytes, 0, bytes.length);
  }

  /** Whether it describes the whole range; takes time in proportion to their product at most. */
  boolean matches(byte[] text, int from, int to) {
    if (literal) {
      return Arrays.equals(pattern, 0, pattern.length, text, from, to);
    }
    int at = 0;
    int inText = from;
    int star = -1;
    int resume = from;
    while (inText < to) {
      if (at < pattern.length && pattern[at] == STAR) {
        star = at++;
        resume = inText;
      } else if (at < pattern.length && pattern[at] == text[inText]) {
        at++;
        inText++;
      } else if (star >= 0) {
        at = star + 1;
        inText = ++resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length && pattern[at] == STAR) {
      at++;
    }
    return at == pattern.length;
  }
}
