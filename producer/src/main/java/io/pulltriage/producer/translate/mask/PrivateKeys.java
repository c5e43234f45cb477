package io.pulltriage.producer.translate.mask;

import org.jspecify.annotations.Nullable;

/** Private keys in the text form of PEM and PGP, with headers, cut off, or in one line. */
final class PrivateKeys {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END";
  private static final String WHAT = "PRIVATE KEY";
  private static final int MAX_LABEL = 48;
  private static final int LINE = 16;

  private PrivateKeys() {}

  /** Whether a border of such a text stands at the index. */
  static boolean isBorder(String text, int index) {
    return text.startsWith("-----", index);
  }

  /** What the border at the index begins or, where its beginning is cut off, ends. */
  static @Nullable SecretValue at(String text, int index, int floor) {
    if (text.startsWith(BEGIN, index)) {
      int labelEnd = endOfLabel(text, index + BEGIN.length());
      return labelEnd >= 0 && isPrivate(text, index + BEGIN.length(), labelEnd)
          ? body(text, labelEnd + 5)
          : null;
    }
    if (!text.startsWith(END, index)) {
      return null;
    }
    int labelEnd = endOfLabel(text, index + END.length());
    return labelEnd >= 0 && isPrivate(text, index + END.length(), labelEnd)
        ? bodyBefore(text, index, floor)
        : null;
  }

  private static int endOfLabel(String text, int start) {
    return Letters.find(text, "-----", start, start + MAX_LABEL);
  }

  private static boolean isPrivate(String text, int start, int end) {
    return Letters.find(text, WHAT, start, end) >= 0;
  }

  private static SecretValue body(String text, int start) {
    int end = text.indexOf(END, start);
    if (end < 0) {
      int quote = text.indexOf('"', start);
      end = quote < 0 ? text.length() : quote;
    }
    return new SecretValue(start, end);
  }

  /** Lines of base64 before the border; the last may be short. */
  private static @Nullable SecretValue bodyBefore(String text, int border, int floor) {
    int start = border;
    int lineEnd = border;
    while (lineEnd > floor) {
      int line = lineEnd;
      while (line > floor && isBase64(text.charAt(line - 1))) {
        line--;
      }
      boolean escaped = Letters.is(text, line - 1, '\\') && Letters.is(text, line, 'n');
      if (lineEnd - line < LINE && start < border) {
        break;
      }
      start = escaped ? line + 1 : line;
      lineEnd = escaped ? line - 1 : Character.isWhitespace(charBefore(text, line)) ? line - 1 : -1;
    }
    return start < border ? new SecretValue(start, border) : null;
  }

  private static char charBefore(String text, int index) {
    return index > 0 ? text.charAt(index - 1) : '-';
  }

  private static boolean isBase64(char c) {
    return Letters.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=';
  }
}
