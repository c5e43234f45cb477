package io.pulltriage.producer.translate.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a name says of the value beside it. Names are read word by word, so that {@code
 * MYSQL_ROOT_PASSWORD}, {@code dbPassword}, {@code X-Api-Key} and {@code
 * spring.datasource.password} are told alike, and {@code secretName} or {@code token_type} are not
 * secret.
 */
enum SecretName {
  /** The value is no secret. */
  PUBLIC,
  /** The value may be a secret, if it looks like one: {@code key}, {@code session}. */
  WEAK,
  /** A token, a key, a signature. */
  SECRET,
  /** A password, which may look like a word. */
  PASSWORD,
  /** The header of HTTP whose value is a scheme and credentials. */
  AUTHORIZATION,
  /** The headers of HTTP whose value is a list of pairs. */
  COOKIE;

  private static final int MAX_LENGTH = 64;

  private static final Set<String> PASSWORDS =
      Set.of("password", "passwd", "passphrase", "passcode", "pwd", "pw");

  private static final Set<String> SECRETS =
      words(
          """
          token secret credential credentials signature sig jwt apikey bearer otp
          totp ticket hmac sessionid jsessionid phpsessid googleaccessid
          awsaccesskeyid sharedaccesssignature dockerconfigjson dockercfg
          """);

  /** Secret as the last word only: {@code REDISCLI_AUTH}, but not {@code auth_backend}. */
  private static final Set<String> LAST_SECRETS =
      Set.of("auth", "verify", "pat", "psk", "salt", "sas");

  private static final Set<String> WEAKS = Set.of("key", "sid", "session", "code", "state");

  /** Words that are written together with "key": {@code accountkey}. */
  private static final Set<String> KEYS =
      words(
          """
          access account api auth client crypto encryption license master pass
          private secret session sharedaccess shared signing ssh storage
          """);

  /** A key of one of these finds something and guards nothing. */
  private static final Set<String> PUBLIC_KEYS =
      words(
          """
          annotation cache column config foreign group hash host idempotency index
          label lookup map missing object partition primary public range routing
          row selector sort such taint topology
          """);

  /** As the last word they name something about the secret. */
  private static final Set<String> ATTRIBUTES =
      words(
          """
          algorithm alg audience authentication backend class count date dir
          enabled endpoint error expiration expires expiry file format host id ids
          issuer kind length lifetime lookup method mode name names namespace path
          policy port prompt provider realm ref renewal review scope seconds server
          service size source stdin store timeout ttl type uri url user username
          version
          """);

  /** They say nothing when they come last. */
  private static final Set<String> FILLERS =
      Set.of("value", "val", "data", "text", "string", "plain", "base", "b", "json");

  private static final Set<String> NOT_PASSWORDS =
      Set.of("bypass", "compass", "encompass", "trespass", "overpass", "underpass");

  /** Without one of these no name is secret; most names have none. */
  private static final List<String> SIGNS =
      List.copyOf(
          words(
              """
          pass pw token secret cred sig key auth verify jwt otp ticket session
          sessid bearer cookie hmac accessid docker pat psk salt sas sid code state
          art-api registry-config
          """));

  private static final Set<String> AUTHORIZATIONS = Set.of("authorization", "proxyauthorization");
  private static final Set<String> COOKIES = Set.of("cookie", "setcookie");

  /** Headers whose names do not tell by their words. */
  private static final Set<String> HEADERS = Set.of("xregistryconfig", "xjfrogartapi");

  /** What the name between the two indexes says; the last part of a dotted name counts. */
  static SecretName of(String text, int start, int end) {
    int from = end;
    int least = Math.max(start, end - MAX_LENGTH);
    while (from > least && text.charAt(from - 1) != '.') {
      from--;
    }
    if (end - from < 2) {
      return PUBLIC;
    }
    String name = text.substring(from, end);
    String lower = name.toLowerCase(Locale.ROOT);
    return hasSign(lower) ? ofWords(wordsOf(name)) : PUBLIC;
  }

  /**
   * Whether programs rather than people name things so: several words, or a capital within. What
   * stands behind such a name and a colon is its value and no sentence.
   */
  static boolean isIdentifier(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '_' || c == '-' || (i > start && c >= 'A' && c <= 'Z')) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasSign(String lower) {
    for (String sign : SIGNS) {
      if (lower.contains(sign)) {
        return true;
      }
    }
    return false;
  }

  private static SecretName ofWords(List<String> words) {
    String joined = String.join("", words);
    if (AUTHORIZATIONS.contains(joined)) {
      return AUTHORIZATION;
    }
    if (COOKIES.contains(joined)) {
      return COOKIE;
    }
    if (HEADERS.contains(joined) || SECRETS.contains(joined) || isIdOfKey(joined)) {
      return SECRET;
    }
    int size = words.size();
    while (size > 1 && FILLERS.contains(words.get(size - 1))) {
      size--;
    }
    if (size == 0 || joined.endsWith("pullsecret") || isAttribute(words.get(size - 1), size)) {
      return PUBLIC;
    }
    return ofParts(words.subList(0, size));
  }

  private static SecretName ofParts(List<String> words) {
    SecretName found = PUBLIC;
    for (String word : words) {
      if (isPassword(word)) {
        return PASSWORD;
      }
      if (isSecret(word)) {
        found = SECRET;
      }
    }
    String last = words.get(words.size() - 1);
    if (last.equals("pass")) {
      return PASSWORD;
    }
    if (found != PUBLIC || LAST_SECRETS.contains(last)) {
      return SECRET;
    }
    if (words.size() == 1) {
      return WEAKS.contains(last) ? WEAK : PUBLIC;
    }
    return last.equals("key") && !PUBLIC_KEYS.contains(words.get(words.size() - 2))
        ? SECRET
        : PUBLIC;
  }

  private static boolean isIdOfKey(String joined) {
    return joined.endsWith("accesskeyid")
        || joined.endsWith("privatekeyid")
        || joined.endsWith("keypairid")
        || joined.endsWith("sessionid");
  }

  private static boolean isAttribute(String last, int size) {
    return size > 1 && ATTRIBUTES.contains(last);
  }

  private static boolean isPassword(String word) {
    return PASSWORDS.contains(word)
        || ((word.contains("password") || word.contains("passwd") || word.contains("passphrase"))
            && !endsWithAttribute(word))
        || (word.length() > 4
            && (word.endsWith("pwd") || (word.endsWith("pass") && !NOT_PASSWORDS.contains(word))));
  }

  private static boolean isSecret(String word) {
    return SECRETS.contains(word)
        || word.endsWith("token")
        || word.endsWith("secret")
        || word.endsWith("credential")
        || word.endsWith("signature")
        || (word.endsWith("authkey") || word.endsWith("cookie"))
        || (word.length() > 5
            && word.endsWith("key")
            && KEYS.contains(word.substring(0, word.length() - 3)));
  }

  private static boolean endsWithAttribute(String word) {
    for (String attribute : ATTRIBUTES) {
      if (word.endsWith(attribute)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> words(String text) {
    return Pattern.compile("\\s+")
        .splitAsStream(text.strip())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** In lower case; digits between and behind words are dropped. */
  private static List<String> wordsOf(String name) {
    List<String> words = new ArrayList<>(4);
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      boolean letter = i < name.length() && Character.isLetter(name.charAt(i));
      if (!letter || startsWord(name, i)) {
        if (i > start) {
          words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
        }
        start = letter ? i : i + 1;
      }
    }
    return words;
  }

  /** {@code dbPassword} at P, {@code APIKey} at K. */
  private static boolean startsWord(String name, int i) {
    return i > 0
        && Character.isUpperCase(name.charAt(i))
        && (Character.isLowerCase(name.charAt(i - 1))
            || (i + 1 < name.length()
                && Character.isUpperCase(name.charAt(i - 1))
                && Character.isLowerCase(name.charAt(i + 1))));
  }
}
