package io.pulltriage.producer.translate.mask;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Secrets behind words: schemes of HTTP ("Bearer …"), and sentences that quote what was refused
 * ("invalid token …"). Most words of a message are of neither, and "Basic authentication required"
 * is a cause.
 */
final class SpokenSecrets {

  private static final int MAX_SPACES = 4;
  private static final int LONGEST_WORD = 11;
  private static final int MIN_BASE64 = 8;
  private static final int MAX_SCHEME = 24;
  private static final int MAX_COMMAND = 64;
  private static final int MAX_DIGEST = 512;

  /** Of the scheme "Digest", which proves a password with it. */
  private static final String RESPONSE = "response=";

  private static final String SCHEME_SIGNS = "+/._~-";

  private SpokenSecrets() {}

  /** The secret that the word between the indexes announces; null without one. */
  static @Nullable SecretValue after(String text, int start, int end) {
    if (end - start < 3
        || end - start > LONGEST_WORD
        || end >= text.length()
        || !Character.isWhitespace(text.charAt(end))) {
      return null;
    }
    return switch (text.charAt(start)) {
      case 'b', 'B', 't', 'T', 'p', 'P', 's', 'S', 'c', 'C', 'a', 'A', 'k', 'K', 'i', 'I', 'e' ->
          after(text.substring(start, end).toLowerCase(Locale.ROOT), text, start, end);
      default -> null;
    };
  }

  private static @Nullable SecretValue after(String word, String text, int start, int end) {
    int value = skipSpaces(text, end);
    return switch (word) {
      case "bearer", "basic" -> scheme(text, value);
      case "token", "apikey", "credential", "credentials" -> token(text, value, false);
      case "secret" -> token(text, value, true);
      case "key" -> isKindOfKey(text, start) ? token(text, value, true) : null;
      case "password", "passwd", "passphrase", "pwd" -> password(text, start, value);
      case "echo" -> piped(text, value);
      case "identified" ->
          text.startsWith("by ", value) || text.startsWith("BY ", value)
              ? quoted(text, skipSpaces(text, value + 2))
              : null;
      default -> null;
    };
  }

  /** Behind {@code Authorization:} a scheme and what it takes, or a token alone. */
  static @Nullable SecretValue authorization(String text, int index) {
    int quote = SecretValue.quoteAt(text, index);
    int start = quote < 0 ? index : quote + 1;
    int end = start;
    while (end < text.length()
        && end - start < MAX_SCHEME
        && (Letters.isWord(text.charAt(end)) || text.charAt(end) == '-')) {
      end++;
    }
    int value = skipSpaces(text, end);
    if (value > end && isScheme(text, start, end)) {
      int response = Letters.find(text, RESPONSE, value, value + MAX_DIGEST);
      return response >= 0
          ? SecretValue.at(text, response + RESPONSE.length())
          : SecretValue.at(text, value);
    }
    SecretValue look = SecretValue.beginningAt(text, start);
    return look.end() - look.start() >= MIN_BASE64 && look.looksLikePassword(text)
        ? SecretValue.at(text, start)
        : null;
  }

  private static boolean isScheme(String text, int start, int end) {
    return switch (text.substring(start, end).toLowerCase(Locale.ROOT)) {
      case "basic",
          "bearer",
          "digest",
          "negotiate",
          "token",
          "apikey",
          "api-key",
          "ntlm",
          "oauth",
          "hawk",
          "hmac",
          "aws4-hmac-sha256",
          "sharedkey",
          "geniekey",
          "bot" ->
          true;
      default -> false;
    };
  }

  /** Behind {@code Cookie:} all of the pairs. */
  static @Nullable SecretValue cookies(String text, int index) {
    int quote = SecretValue.quoteAt(text, index);
    int start = quote < 0 ? index : quote + 1;
    int end = start;
    int pair = endOfCookie(text, start);
    while (pair > end) {
      end = pair;
      int next = Letters.is(text, end, ';') ? skipSpaces(text, end + 1) : end;
      pair = next > end ? endOfCookie(text, next) : end;
    }
    SecretValue found = new SecretValue(start, end);
    return found.isPlainWord(text) ? null : found;
  }

  private static int endOfCookie(String text, int index) {
    int end = index;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && ";\"'<>\\]}".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Behind a scheme alone, without its header. */
  private static @Nullable SecretValue scheme(String text, int value) {
    int end = value;
    boolean digit = false;
    boolean camel = false;
    while (end < text.length() && isSchemePart(text.charAt(end))) {
      char c = text.charAt(end);
      digit |= c >= '0' && c <= '9';
      camel |=
          end > value && Character.isUpperCase(c) && Character.isLowerCase(text.charAt(end - 1));
      end++;
    }
    boolean longEnough = end - value >= MIN_BASE64;
    boolean padded = Letters.is(text, end, '=');
    boolean parameter = padded && !digit && !camel && SecretValue.quoteAt(text, end + 1) >= 0;
    if (!longEnough || parameter) {
      return null; // "Basic authentication", "Bearer error_description="…"".
    }
    while (Letters.is(text, end, '=')) {
      end++;
    }
    return digit || camel || padded ? new SecretValue(value, end) : null;
  }

  private static boolean isSchemePart(char c) {
    return Letters.isWord(c) || SCHEME_SIGNS.indexOf(c) >= 0;
  }

  /** Names of Kubernetes' objects are quoted and in small letters. */
  private static @Nullable SecretValue token(String text, int value, boolean mixed) {
    SecretValue look = SecretValue.beginningAt(text, value);
    boolean quoted = SecretValue.quoteAt(text, value) >= 0;
    return look.looksLikeToken(text) && (look.looksMixed(text) || !(mixed || quoted))
        ? SecretValue.at(text, value)
        : null;
  }

  private static @Nullable SecretValue password(String text, int word, int index) {
    int value = text.startsWith("is ", index) ? index + 3 : index;
    value = text.startsWith("was ", index) ? index + 4 : value;
    SecretValue look = SecretValue.beginningAt(text, value);
    boolean quoted = SecretValue.quoteAt(text, value) >= 0;
    return look.looksLikePassword(text)
            && (quoted || look.hasDigit(text) || isBehind(text, word, "login"))
        ? SecretValue.at(text, value)
        : null;
  }

  /** {@code echo … | docker login --password-stdin}. */
  private static @Nullable SecretValue piped(String text, int value) {
    SecretValue look = SecretValue.beginningAt(text, value);
    int pipe = skipSpaces(text, look.end());
    return Letters.is(text, pipe, '|') && Letters.find(text, "login", pipe, pipe + MAX_COMMAND) >= 0
        ? look
        : null;
  }

  /** Whether the word stands two words before, as in {@code machine x login bob password …}. */
  private static boolean isBehind(String text, int index, String word) {
    int end = index - 1;
    int least = Math.max(0, index - MAX_COMMAND);
    while (end > least && !Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end > 0 && text.startsWith(word, end - 1 - word.length());
  }

  private static @Nullable SecretValue quoted(String text, int value) {
    return SecretValue.quoteAt(text, value) >= 0 ? SecretValue.at(text, value) : null;
  }

  /** Whether the word before "key" tells that it is secret. */
  static boolean isKindOfKey(String text, int key) {
    int end = key - 1;
    int start = end;
    while (start > 0 && end - start < LONGEST_WORD && Letters.isWord(text.charAt(start - 1))) {
      start--;
    }
    return start < end
        && switch (text.substring(start, end).toLowerCase(Locale.ROOT)) {
          case "access",
              "account",
              "api",
              "encryption",
              "expired",
              "invalid",
              "license",
              "private",
              "secret",
              "signing" ->
              true;
          default -> false;
        };
  }

  private static int skipSpaces(String text, int index) {
    int end = index;
    while (end < text.length()
        && end - index < MAX_SPACES
        && Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
