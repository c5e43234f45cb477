package io.pulltriage.producer.translate.mask;

/** Which characters names and words are made of. ASCII: names of secrets are. */
final class Letters {

  private static final boolean[] WORD = new boolean[128];

  static {
    for (char c = 0; c < WORD.length; c++) {
      WORD[c] = isLetterOrDigit(c) || c == '_';
    }
  }

  private Letters() {}

  static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Whether a letter, a digit or an underscore. */
  static boolean isWord(char c) {
    return c < WORD.length && WORD[c];
  }

  /** The same, a dash or a dot. */
  static boolean isName(char c) {
    return isWord(c) || c == '-' || c == '.';
  }

  /** Whether the character stands at the index, which may be outside of the text. */
  static boolean is(String text, int index, char c) {
    return index >= 0 && index < text.length() && text.charAt(index) == c;
  }

  /** Whether the word stands between the indexes, in whatever case. */
  static boolean isWord(String text, int start, int end, String word) {
    return end - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
  }

  static int endOfWord(String text, int index) {
    int end = index;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Index of the word between the indexes, whose distance bounds the time; -1 where it is not. */
  static int find(String text, String word, int from, int to) {
    int last = Math.min(to, text.length()) - word.length();
    for (int i = Math.max(0, from); i <= last; i++) {
      if (text.startsWith(word, i)) {
        return i;
      }
    }
    return -1;
  }

  static boolean hasNoCapital(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) >= 'A' && text.charAt(i) <= 'Z') {
        return false;
      }
    }
    return true;
  }
}
