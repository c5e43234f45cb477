package io.pulltriage.producer.translate;

/**
 * Where the value beside a secret's name begins and ends: a quoted one at its closing quote, also
 * within JSON that is itself quoted; a bare one at the first character that could not be part of
 * it.
 *
 * @param start index of its first character
 * @param end index after its last
 */
record SecretValue(int start, int end) {

  private static final String ENDS_BARE = "\"'<>,;)]}\\&";

  static SecretValue at(String text, int index) {
    int quote = index;
    while (quote < text.length() && text.charAt(quote) == '\\') {
      quote++;
    }
    if (quote < text.length() && (text.charAt(quote) == '"' || text.charAt(quote) == '\'')) {
      return new SecretValue(quote + 1, closing(text, quote, quote - index));
    }
    return new SecretValue(index, endOfBare(text, index));
  }

  /** A quote closes when no more backslashes stand before it than before the one that opened. */
  private static int closing(String text, int quote, int depth) {
    int backslashes = 0;
    for (int i = quote + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == text.charAt(quote) && backslashes <= depth) {
        return i - backslashes;
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    return text.length();
  }

  private static int endOfBare(String text, int index) {
    int end = index;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && ENDS_BARE.indexOf(text.charAt(end)) < 0
        && !text.startsWith("%26", end)) {
      end++;
    }
    return end;
  }
}
