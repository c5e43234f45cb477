package io.pulltriage.streams.query;

/** Patterns in which {@code *} stands for any text, also none. Pure. */
final class Glob {

  /** Matches everything. */
  static final String ANY = "*";

  private static final char STAR = '*';

  private Glob() {}

  /** Whether the pattern describes the whole text; takes time in proportion to their product. */
  static boolean matches(String pattern, String text) {
    int at = 0;
    int inText = 0;
    int star = -1;
    int resume = 0;
    while (inText < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == STAR) {
        star = at++;
        resume = inText;
      } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(inText)) {
        at++;
        inText++;
      } else if (star >= 0) {
        at = star + 1;
        inText = ++resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == STAR) {
      at++;
    }
    return at == pattern.length();
  }

  /** Whether the pattern describes no text but itself. */
  static boolean isLiteral(String pattern) {
    return pattern.indexOf(STAR) < 0;
  }
}
