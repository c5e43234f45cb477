package io.pulltriage.producer.translate.mask;

import java.util.Locale;
import java.util.Set;

/**
 * A part of a text that is a secret or could be one.
 *
 * @param start index of its first character
 * @param end index after its last
 */
record SecretValue(int start, int end) {

  private static final String ENDS_BARE = "\"'<>,;)]}\\&";

  private static final int MAX_LOOK = 512;
  private static final int MAX_BACKSLASHES = 8;
  private static final int MAX_PASSPHRASE = 64;
  private static final int MIN_LINE = 3;
  private static final int MIN_PASSWORD = 6;
  private static final int MIN_MIXED = 5;
  private static final int MIN_TOKEN = 12;
  private static final int MIN_MIXED_TOKEN = 8;
  private static final int MIN_DIGITS = 3;

  /** What programs write where no value is. */
  private static final Set<String> LITERALS =
      Set.of("", "true", "false", "null", "nil", "none", "<nil>", "yes", "no");

  /** What people write where a value is wanted. */
  private static final Set<String> REMARKS =
      Set.of(
          "denied",
          "empty",
          "expired",
          "failed",
          "forbidden",
          "hidden",
          "incorrect",
          "invalid",
          "masked",
          "missing",
          "redacted",
          "rejected",
          "required",
          "unauthorized",
          "undefined",
          "unknown",
          "unset",
          "wrong");

  /**
   * The value that begins at the index: a quoted one ends at its closing quote, also within JSON
   * that is itself quoted; a bare one at the first character that could not be part of it.
   */
  static SecretValue at(String text, int index) {
    return at(text, index, text.length());
  }

  /**
   * The beginning of the value at the index, long enough to tell what it looks like: a text that
   * names secrets over and over is not read to its end for each.
   */
  static SecretValue beginningAt(String text, int index) {
    return at(text, index, Math.min(text.length(), index + MAX_LOOK));
  }

  private static SecretValue at(String text, int index, int limit) {
    int quote = quoteAt(text, index);
    return quote < 0
        ? new SecretValue(index, endOfBare(text, index, limit))
        : new SecretValue(
            quote + 1, Math.max(quote + 1, closing(text, quote, quote - index, limit)));
  }

  /** Index of the quote that stands there, behind backslashes or at once; -1 without one. */
  static int quoteAt(String text, int index) {
    int quote = index;
    while (quote < text.length() && quote < index + MAX_BACKSLASHES && text.charAt(quote) == '\\') {
      quote++;
    }
    return isQuote(text, quote) ? quote : -1;
  }

  /** Whether nothing is given away: no value, a literal, or what is masked already. */
  boolean isEmpty(String text) {
    return end <= start
        || (end - start == Masking.MASK.length() && text.startsWith(Masking.MASK, start))
        || (end - start <= 5 && LITERALS.contains(of(text).toLowerCase(Locale.ROOT)));
  }

  /** Whether it is what somebody says rather than a value: long, or with a cause in it. */
  boolean isSentence(String text) {
    return end - start > MAX_PASSPHRASE || of(text).contains(": ");
  }

  /**
   * Whether nothing else stands in its line, as in a file of settings; a word that says that there
   * is no value is none.
   */
  boolean isWholeLine(String text) {
    boolean last = end == text.length() || "\n\r,}".indexOf(text.charAt(end)) >= 0;
    return last && end - start > MIN_LINE && !REMARKS.contains(of(text).toLowerCase(Locale.ROOT));
  }

  /**
   * Whether it looks like a password rather than like a word of a sentence: digits in it, or
   * capitals where no word has them. A cause such as {@code unauthorized} or {@code ErrImagePull}
   * does not.
   */
  boolean looksLikePassword(String text) {
    Characters seen = Characters.of(text, start, end);
    if (seen.other > 0 || (seen.separators > 0 && seen.colons > 0)) {
      return false;
    }
    if (seen.separators + seen.colons > 0 && (!seen.isMixed() || isPath(text))) {
      return false;
    }
    return (end - start >= MIN_PASSWORD && (seen.digits > 0 || seen.specials > 0))
        || (end - start >= MIN_MIXED && seen.oddCapitals > 0 && !isNameOfError(text));
  }

  /**
   * Whether it looks like a token: long, and of characters that no name, version, host or path has
   * so mixed.
   */
  boolean looksLikeToken(String text) {
    Characters seen = Characters.of(text, start, end);
    boolean compact = seen.isMixed() && seen.dashes + seen.separators == 0;
    return end - start >= (compact ? MIN_MIXED_TOKEN : MIN_TOKEN)
        && seen.other == 0
        && seen.specials == 0
        && seen.colons == 0
        && seen.digits > 0
        && !isPath(text)
        && (seen.isMixed()
            || (seen.digits >= MIN_DIGITS
                && seen.letters() > 0
                && seen.dashes == 0
                && seen.separators == 0));
  }

  /** Whether small letters, capitals and digits are in it, or capitals where no word has them. */
  boolean looksMixed(String text) {
    Characters seen = Characters.of(text, start, end);
    boolean capitals = seen.upper > 1 && (seen.oddCapitals > 0 || seen.digits > 0);
    return seen.other == 0 && (capitals || seen.isMixed());
  }

  boolean hasDigit(String text) {
    return Characters.of(text, start, end).digits > 0;
  }

  boolean isNumber(String text) {
    return Characters.of(text, start, end).digits == end - start;
  }

  /** Whether it is neither a path nor the address of a host. */
  boolean isNoAddress(String text) {
    Characters seen = Characters.of(text, start, end);
    return seen.separators == 0 && seen.colons == 0;
  }

  /** Whether it is a word of lower-case letters, with a capital first or without. */
  boolean isPlainWord(String text) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(i == start && c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  String of(String text) {
    return text.substring(start, end);
  }

  private boolean isPath(String text) {
    char first = end > start ? text.charAt(start) : ' ';
    return first == '/' || (first == '.' && text.startsWith("/", start + 1));
  }

  private boolean isNameOfError(String text) {
    String word = of(text);
    return word.startsWith("Err")
        || word.endsWith("Error")
        || word.endsWith("Exception")
        || word.endsWith("Failed")
        || word.endsWith("BackOff");
  }

  private static boolean isQuote(String text, int index) {
    return index < text.length() && (text.charAt(index) == '"' || text.charAt(index) == '\'');
  }

  /** A quote closes when no more backslashes stand before it than before the one that opened. */
  private static int closing(String text, int quote, int depth, int limit) {
    int backslashes = 0;
    for (int i = quote + 1; i < limit; i++) {
      char c = text.charAt(i);
      if (c == text.charAt(quote) && backslashes <= depth) {
        return i - backslashes;
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    return limit;
  }

  private static int endOfBare(String text, int index, int limit) {
    int end = index;
    while (end < limit && !endsBare(text, end)) {
      end++;
    }
    // "token=abc: 401": the colon is the sentence's.
    return end > index && text.charAt(end - 1) == ':' ? end - 1 : end;
  }

  private static boolean endsBare(String text, int index) {
    char c = text.charAt(index);
    if (c == '%') {
      return text.startsWith("%26", index) || text.startsWith("%22", index);
    }
    if (c == ',' || c == ';' || c == '&') {
      return !continues(text, index + 1);
    }
    return Character.isWhitespace(c) || ENDS_BARE.indexOf(c) >= 0;
  }

  /**
   * Whether a password goes on behind a comma, semicolon or ampersand: what follows is neither the
   * end of a word nor another name with its value.
   */
  private static boolean continues(String text, int index) {
    int end = index;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    return end > index && (end == text.length() || "=:%[{(".indexOf(text.charAt(end)) < 0);
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }

  /** How many characters of which kind. */
  private static final class Characters {
    private int upper;
    private int lower;
    private int digits;
    private int dashes;
    private int separators;
    private int colons;
    private int specials;
    private int other;

    /** Capitals behind a small letter or behind another capital and before a small letter. */
    private int oddCapitals;

    static Characters of(String text, int start, int end) {
      Characters seen = new Characters();
      for (int i = start; i < end; i++) {
        seen.add(text, start, end, i);
      }
      return seen;
    }

    boolean isMixed() {
      return upper > 0 && lower > 0 && digits > 0;
    }

    int letters() {
      return upper + lower;
    }

    private void add(String text, int start, int end, int i) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z') {
        lower++;
      } else if (c >= 'A' && c <= 'Z') {
        upper++;
        if (i > start && isOdd(text, end, i)) {
          oddCapitals++;
        }
      } else if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '-') {
        dashes++;
      } else {
        addSign(c);
      }
    }

    private void addSign(char c) {
      switch (c) {
        case '/', '.' -> separators++;
        case ':' -> colons++;
        case '!', '#', '$', '^', '*', '@' -> specials++;
        case '_', '+', '=', '~', '%', '?', '|' -> {}
        default -> other++;
      }
    }

    private static boolean isOdd(String text, int end, int i) {
      char before = text.charAt(i - 1);
      return Character.isLowerCase(before)
          || (Character.isUpperCase(before)
              && i + 1 < end
              && Character.isLowerCase(text.charAt(i + 1)));
    }
  }
}
