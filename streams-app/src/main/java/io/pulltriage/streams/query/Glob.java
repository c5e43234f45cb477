package io.pulltriage.streams.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A pattern in which {@code *} stands for any text, also none. Works on UTF-8. Immutable. */
public final class Glob {

  /** Matches everything. */
  static final String ANY = "*";

  /** What stands before, between and behind the stars. */
  private final byte[][] parts;

  /** What stands between stars. */
  private final ByteSearch[] inner;

  /** A pattern. */
  public Glob(String pattern) {
    parts =
        Arrays.stream(pattern.split("\\*", -1))
            .map(part -> part.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    inner =
        Arrays.stream(parts)
            .skip(1)
            .limit(Math.max(0, parts.length - 2))
            .filter(part -> part.length > 0)
            .map(ByteSearch::new)
            .toArray(ByteSearch[]::new);
  }

  /** Whether it takes any end: then a beginning of a text that matches proves nothing new. */
  boolean takesAnyEnd() {
    return parts.length > 1 && parts[parts.length - 1].length == 0;
  }

  /** Whether it describes the whole text. */
  public boolean matches(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return matches(bytes, 0, bytes.length);
  }

  /** Whether what stands between its stars is in a text: no part of another one matches. */
  boolean isWithin(byte[] text) {
    for (ByteSearch part : inner) {
      if (part.indexIn(text, 0, text.length) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether it describes the whole range; takes time in proportion to their product at most. */
  boolean matches(byte[] text, int from, int to) {
    byte[] first = parts[0];
    byte[] last = parts[parts.length - 1];
    if (parts.length == 1) {
      return Arrays.equals(first, 0, first.length, text, from, to);
    }
    int end = to - last.length;
    if (from + first.length > end || !isAt(text, from, first) || !isAt(text, end, last)) {
      return false;
    }
    int at = from + first.length;
    for (ByteSearch part : inner) {
      int found = part.indexIn(text, at, end);
      if (found < 0) {
        return false;
      }
      at = found + part.length();
    }
    return true;
  }

  private static boolean isAt(byte[] text, int at, byte[] part) {
    return Arrays.equals(text, at, at + part.length, part, 0, part.length);
  }
}
