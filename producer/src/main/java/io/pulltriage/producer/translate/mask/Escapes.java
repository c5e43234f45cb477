package io.pulltriage.producer.translate.mask;

/** What signs look like where a text was encoded once more on its way: in URLs, in JSON. */
final class Escapes {

  private Escapes() {}

  /**
   * The sign that a percent sign at the index stands for, encoded once or twice; 0 when it stands
   * for none.
   */
  static int percent(String text, int index) {
    int digits = digitsOf(text, index);
    return digits + 2 > text.length() ? 0 : Math.max(0, hex(text, digits, 2));
  }

  /** Index after what {@link #percent} read. */
  static int afterPercent(String text, int index) {
    return digitsOf(text, index) + 2;
  }

  /**
   * The sign that JSON's {@code \}{@code u003d} at the index stands for; 0 when it stands for none.
   */
  static int unicode(String text, int index) {
    return text.startsWith("\\u00", index) && index + 6 <= text.length()
        ? Math.max(0, hex(text, index + 4, 2))
        : 0;
  }

  static int afterUnicode(int index) {
    return index + 6;
  }

  /**
   * Index of the first character of a word that an escape's own letters seem to begin: of {@code
   * sig} in {@code %26sig}, {@code \}{@code u0026sig} and {@code \nsig}.
   */
  static int wordStart(String text, int start, int end) {
    if (start == 0) {
      return start;
    }
    char before = text.charAt(start - 1);
    int skipped = 0;
    if (before == '%') {
      skipped = text.startsWith("25", start) ? 4 : 2;
    } else if (before == '\\') {
      char c = text.charAt(start);
      skipped = c == 'u' ? 5 : c == 'n' || c == 'r' || c == 't' ? 1 : 0;
    }
    return Math.min(end, start + skipped);
  }

  private static int digitsOf(String text, int index) {
    return text.startsWith("25", index + 1) ? index + 3 : index + 1;
  }

  private static int hex(String text, int start, int length) {
    int value = 0;
    for (int i = start; i < start + length; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
