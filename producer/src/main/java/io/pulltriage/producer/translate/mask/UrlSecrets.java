package io.pulltriage.producer.translate.mask;

import org.jspecify.annotations.Nullable;

/**
 * Users and passwords before hosts: in URLs, in URLs within URLs, and in addresses without a scheme
 * as proxies and databases are given. An image's digest is behind an {@code @}, too, and is none.
 */
final class UrlSecrets {

  private static final int MAX_USER = 64;
  private static final int MAX_PASSWORD = 2048;

  /** How far a password goes on behind a character that should have been encoded. */
  private static final int MAX_REST = 256;

  private static final String ENDS_AUTHORITY = "/?#\"'<>\\";

  private UrlSecrets() {}

  /** User and password of the URL whose {@code ://} ends at the index; null without them. */
  static @Nullable SecretValue afterScheme(String text, int index) {
    int end = index;
    int at = -1;
    int colon = -1;
    while (end < text.length() && end < index + MAX_PASSWORD && !endsAuthority(text.charAt(end))) {
      char c = text.charAt(end);
      if (c == '@' && !isDigest(text, end + 1)) {
        at = end;
      } else if (c == ':' && colon < 0) {
        colon = end;
      }
      end++;
    }
    if (at > index) {
      return new SecretValue(index, at);
    }
    if (colon < 0
        || colon == end - 1
        || text.charAt(index) == '['
        || isPort(text, colon + 1, end)) {
      return null;
    }
    return unencoded(text, index, end);
  }

  /** "https://user:pass/word@host": what should have been encoded ended the authority too early. */
  private static @Nullable SecretValue unencoded(String text, int index, int from) {
    for (int i = from; i < text.length() && i < from + MAX_REST; i++) {
      char c = text.charAt(i);
      if (c == '@') {
        return isDigest(text, i + 1) ? null : new SecretValue(index, i);
      }
      if (Character.isWhitespace(c)
          || text.startsWith("://", i)
          || ("\"'<>\\".indexOf(c) >= 0 && !isLetterOrDigit(text, i + 1))) {
        return null;
      }
    }
    return null;
  }

  /** The same in a URL that is encoded in another, from behind its encoded {@code ://}. */
  static @Nullable SecretValue encoded(String text, int index) {
    for (int i = index; i < text.length() && i < index + MAX_REST; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == '&' || c == '"' || c == '/') {
        return null;
      }
      if (c == '%') {
        int sign = Escapes.percent(text, i);
        if (sign == '@') {
          return new SecretValue(index, i);
        }
        if (sign == '/' || sign == '&' || sign == '?') {
          return null;
        }
      }
    }
    return null;
  }

  /**
   * User and password before the {@code @} at the index, in a text without a scheme; null when what
   * follows is no host, or nothing before it is a password.
   */
  static @Nullable SecretValue beforeHost(String text, int at, int floor) {
    int start = at;
    int least = Math.max(floor, at - MAX_PASSWORD);
    while (start > least && isPasswordPart(text.charAt(start - 1))) {
      start--;
    }
    if (start == at || start == floor || isDigest(text, at + 1)) {
      return null;
    }
    char before = text.charAt(start - 1);
    if (before == '/') {
      return isOracle(text, start - 1, floor) ? new SecretValue(start, at) : null;
    }
    if (before != ':') {
      return null;
    }
    int user = start - 1;
    while (user > floor && user > start - MAX_USER && isUserPart(text.charAt(user - 1))) {
      user--;
    }
    boolean within = user > floor && "/@:-".indexOf(text.charAt(user - 1)) >= 0;
    if (within && !text.startsWith("//", user - 2)) {
      return null; // Part of an image's reference or of a path.
    }
    SecretValue password = new SecretValue(start, at);
    return isHost(text, at + 1, user < start - 1, password) ? password : null;
  }

  private static boolean isHost(String text, int start, boolean named, SecretValue password) {
    int end = start;
    boolean dot = false;
    while (end < text.length() && Letters.isName(text.charAt(end))) {
      dot |= end > start && text.charAt(end) == '.' && isLetterOrDigit(text, end + 1);
      end++;
    }
    char next = end < text.length() ? text.charAt(end) : ' ';
    if (end == start) {
      return next == '/' || next == '[';
    }
    if (next == ':' && end + 1 < text.length() && isPort(text, end + 1, end + 2)) {
      return true;
    }
    return named && (dot || next == '(' || next == '/' || password.looksLikePassword(text));
  }

  /** {@code jdbc:oracle:thin:scott/tiger@}, {@code sqlplus scott/tiger@}. */
  private static boolean isOracle(String text, int slash, int floor) {
    int user = slash;
    while (user > floor && user > slash - MAX_USER && isUserPart(text.charAt(user - 1))) {
      user--;
    }
    return user < slash
        && (endsWith(text, user, "jdbc:oracle:thin:")
            || endsWith(text, user, "jdbc:oracle:oci:")
            || endsWith(text, user, "sqlplus "));
  }

  private static boolean endsWith(String text, int end, String suffix) {
    return text.startsWith(suffix, end - suffix.length());
  }

  /** Whether an image's digest stands there: {@code sha256:…}. */
  private static boolean isDigest(String text, int index) {
    return text.startsWith("sha256:", index)
        || text.startsWith("sha512:", index)
        || text.startsWith("sha384:", index);
  }

  private static boolean isPort(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean endsAuthority(char c) {
    return Character.isWhitespace(c) || ENDS_AUTHORITY.indexOf(c) >= 0;
  }

  private static boolean isPasswordPart(char c) {
    return !Character.isWhitespace(c) && ":/@\"'<>\\".indexOf(c) < 0;
  }

  private static boolean isUserPart(char c) {
    return Letters.isName(c) || c == '%' || c == '+';
  }

  private static boolean isLetterOrDigit(String text, int index) {
    if (index >= text.length()) {
      return false;
    }
    return Letters.isLetterOrDigit(text.charAt(index));
  }
}
