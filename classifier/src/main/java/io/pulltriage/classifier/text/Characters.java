package io.pulltriage.classifier.text;

/** Which characters make up words, and where a word ends. */
final class Characters {

  static final byte SPACE = 0;
  static final byte WORD = 1;
  static final byte QUOTE = 2;
  static final byte MARK = 3;
  static final byte BACKSLASH = 4;

  private static final byte[] KINDS = new byte[128];
  private static final char[] LOWER = new char[128];

  static {
    for (char c = 0; c < KINDS.length; c++) {
      KINDS[c] = Character.isLetterOrDigit(c) || "_-./:@+$%~#&?!".indexOf(c) >= 0 ? WORD : SPACE;
      LOWER[c] = Character.toLowerCase(c);
    }
    "\"'`".chars().forEach(c -> KINDS[c] = QUOTE);
    ",;()[]*".chars().forEach(c -> KINDS[c] = MARK);
    KINDS['\\'] = BACKSLASH;
  }

  private Characters() {}

  static byte kind(char c) {
    if (c < KINDS.length) {
      return KINDS[c];
    }
    return Character.isLetterOrDigit(c) ? WORD : SPACE;
  }

  static char lower(char c) {
    return c < LOWER.length ? LOWER[c] : Character.toLowerCase(c);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlphanumeric(char c) {
    return isDigit(c) || Character.isLetter(c);
  }

  /** Where the run of word characters that begins at {@code from} ends; a URL is one word. */
  static int wordEnd(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (kind(c) != WORD && !isApostrophe(text, i, from, to)) {
        return i;
      }
      if (c == '/' && i - from >= 2 && text.charAt(i - 1) == '/' && text.charAt(i - 2) == ':') {
        return urlEnd(text, i, to);
      }
    }
    return to;
  }

  /** The word's end without the punctuation that closes a sentence or introduces the next error. */
  static int trimmedEnd(String text, int from, int end) {
    int trimmed = end;
    while (trimmed > from && isClosing(text.charAt(trimmed - 1))) {
      trimmed--;
    }
    return trimmed;
  }

  /** Where the word begins after colons and the like that lead it. */
  static int wordStart(String text, int from, int end) {
    int start = from;
    while (start < end && (text.charAt(start) == ':' || text.charAt(start) == '?')) {
      start++;
    }
    return start;
  }

  private static boolean isClosing(char c) {
    return c == ':' || c == '.' || c == '!' || c == '?' || c == '-' || c == ',' || c == ';'
        || c == ')' || c == ']' || c == '}';
  }

  private static boolean isApostrophe(String text, int at, int from, int to) {
    return text.charAt(at) == '\''
        && at > from
        && at + 1 < to
        && Character.isLetter(text.charAt(at - 1))
        && Character.isLetter(text.charAt(at + 1));
  }

  private static int urlEnd(String text, int from, int to) {
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (c <= ' ' || kind(c) == QUOTE || c == '\\' || c == '<' || c == '>') {
        break;
      }
      i++;
    }
    return i;
  }
}
