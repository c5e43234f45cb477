package io.pulltriage.producer.translate.mask;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Secrets behind the flags of commands: {@code --password x}, {@code -p x}, {@code -u user:x}, also
 * where the arguments are quoted one by one. {@code --password=x} is a name and a value like
 * others.
 */
final class FlagSecrets {

  private static final int MAX_BETWEEN = 6;

  /** How far before a flag the command is looked for. */
  private static final int NEAR = 128;

  /** Flags whose value is a user, a colon and a password. */
  private static final Set<String> LOGINS =
      Set.of("u", "user", "creds", "src-creds", "dest-creds", "proxy-user", "auth-user");

  /** What may follow a flag's name in a sentence about it. */
  private static final Set<String> SENTENCE =
      Set.of(
          "and",
          "argument",
          "can",
          "cannot",
          "deprecated",
          "flag",
          "for",
          "from",
          "given",
          "has",
          "in",
          "instead",
          "is",
          "may",
          "must",
          "needs",
          "not",
          "option",
          "or",
          "provided",
          "required",
          "requires",
          "set",
          "should",
          "to",
          "via",
          "was",
          "will",
          "with");

  private FlagSecrets() {}

  /** Whether the dash at the index, or the one before it, begins an argument. */
  static boolean isFlag(String text, int dash) {
    int first = Letters.is(text, dash - 1, '-') ? dash - 1 : dash;
    return first == 0 || " \t\n\"'`[(,=".indexOf(text.charAt(first - 1)) >= 0;
  }

  /** The secret behind the flag that begins at the index; null without one. */
  static @Nullable SecretValue at(String text, int index) {
    if (!isFlag(text, index) || Letters.is(text, index - 1, '-')) {
      return null;
    }
    int start = Letters.is(text, index + 1, '-') ? index + 2 : index + 1;
    int end = start;
    while (end < text.length() && Letters.isName(text.charAt(end))) {
      end++;
    }
    String flag = end - start > NEAR ? "" : text.substring(start, end);
    if (flag.isEmpty()) {
      return null;
    }
    if (isAttached(text, index, flag)) {
      return new SecretValue(index + 2, SecretValue.at(text, index + 2).end());
    }
    boolean login = LOGINS.contains(flag);
    int value = startOfValue(text, end, login || flag.length() == 1);
    if (value < 0) {
      return null;
    }
    if (login) {
      return login(text, value, flag);
    }
    return flag.length() == 1 ? password(text, index, value, flag) : named(text, start, end, value);
  }

  /** {@code --token x}. */
  private static @Nullable SecretValue named(String text, int start, int end, int value) {
    SecretName name = SecretName.of(text, start, end);
    if (name != SecretName.PASSWORD && name != SecretName.SECRET) {
      return null;
    }
    SecretValue found = SecretValue.at(text, value);
    String word = found.end() - found.start() > NEAR ? "" : found.of(text);
    boolean sentence =
        name == SecretName.PASSWORD
            ? SENTENCE.contains(word.toLowerCase(Locale.ROOT))
            : found.isPlainWord(text) || word.startsWith("/");
    return sentence || word.startsWith("-") ? null : found;
  }

  /** {@code -p x} or {@code -P x}, which are ports, paths and projects elsewhere. */
  private static @Nullable SecretValue password(String text, int index, int value, String flag) {
    boolean redis = flag.equals("a") && isNear(text, index, "redis");
    if (!redis && !flag.equals("p") && !flag.equals("P")) {
      return null;
    }
    boolean known =
        redis
            || isNear(text, index, "login")
            || isNear(text, index, "sql")
            || isNear(text, index, "sshpass");
    SecretValue look = SecretValue.beginningAt(text, value);
    boolean secret = known ? !look.isNumber(text) : look.looksMixed(text);
    return secret && look.isNoAddress(text) ? SecretValue.at(text, value) : null;
  }

  /** {@code mysql -px}. */
  private static boolean isAttached(String text, int index, String flag) {
    return flag.length() > 1
        && flag.charAt(0) == 'p'
        && !Letters.is(text, index + 1, '-')
        && (isNear(text, index, "mysql")
            || isNear(text, index, "mariadb")
            || isNear(text, index, "sshpass"));
  }

  private static @Nullable SecretValue login(String text, int value, String flag) {
    SecretValue whole = SecretValue.at(text, value);
    int colon = Letters.find(text, ":", whole.start(), whole.end());
    if (colon < 0) {
      return null;
    }
    SecretValue password = new SecretValue(colon + 1, whole.end());
    boolean ids = password.isNumber(text) || password.isPlainWord(text);
    boolean credentials = flag.contains("creds") || isNear(text, value, "curl");
    return ids && !credentials ? null : password;
  }

  /** Behind a space, or between quotes and commas; -1 when no value follows. */
  private static int startOfValue(String text, int end, boolean equals) {
    if (equals && Letters.is(text, end, '=')) {
      return end + 1;
    }
    int start = end;
    while (start < text.length()
        && start < end + MAX_BETWEEN
        && " \"',".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    if (start == end || start == text.length()) {
      return -1;
    }
    // The quote that opens belongs to the value.
    char before = text.charAt(start - 1);
    return start - end > 1 && (before == '"' || before == '\'') ? start - 1 : start;
  }

  private static boolean isNear(String text, int index, String command) {
    return Letters.find(text, command, index - NEAR, index) >= 0;
  }
}
