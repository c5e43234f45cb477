package io.pulltriage.producer.translate;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes credentials out of texts that runtimes, registries and kubelets write, and leaves what
 * tells the cause: image references, digests, hosts, status codes. What is taken out becomes
 * {@value #MASK}. Time is linear in the length of the text: no pattern can try the same characters
 * twice from different starts.
 */
public final class Masking {

  /** What stands where a credential stood. */
  public static final String MASK = "***";

  /**
   * Names whose value is secret, whatever it looks like, wherever the name is followed by an equals
   * sign (URL query, form, environment) or is a quoted JSON name.
   */
  private static final String SECRET_NAMES =
      "(?:[a-z0-9]{1,32}[_-]){0,16}+(?:password|passwd|passphrase|pwd|token|secret|credential|credentials"
          + "|signature|apikey|accesskey|privatekey|sessionkey)"
          + "|sig|pass|auth|verify|api[_-]key|access[_-]key|account[_-]key|accountkey|private[_-]key"
          + "|secret[_-]key|secret[_-]access[_-]key|aws[_-]secret[_-]access[_-]key"
          + "|access[_-]key[_-]id|aws[_-]access[_-]key[_-]id|awsaccesskeyid|googleaccessid"
          + "|accesstoken|refreshtoken|idtoken|identitytoken|registrytoken|authtoken|sessiontoken"
          + "|clientsecret|sharedaccesssignature|_?authtoken|_auth|\\.dockerconfigjson|dockerconfigjson";

  private static final String HEADER_SEPARATOR =
      "\\\\{0,7}[\"']?\\s{0,2}[:=]\\s{0,2}\\[?\\\\{0,7}[\"']?";

  private static final Pattern NAMED =
      Pattern.compile(
          "(?:(?<![A-Za-z0-9_-])|(?<=%3F)|(?<=%26))(?:"
              + SECRET_NAMES
              + ")(?:=|%3D|\\s=\\s|\\\\{0,7}[\"']\\s{0,8}[:=]\\s{0,8}(?=\\\\{0,7}[\"']))",
          Pattern.CASE_INSENSITIVE);

  /** "authorization: failed" is a cause: without a scheme, what follows must look like a token. */
  private static final Pattern HEADER =
      Pattern.compile(
          "(?<![A-Za-z0-9_-])(?:"
              + "(?:proxy-)?authorization"
              + HEADER_SEPARATOR
              + "(?:(?:basic|bearer|digest|negotiate|token|apikey)\\s{1,4}"
              + "|(?=[A-Za-z+/._~-]{0,64}[0-9][^\\s\"',;\\]]{8}))"
              + "|(?:x-registry-auth|x-registry-config|x-auth-token|private-token|job-token"
              + "|x-amz-security-token|x-jfrog-art-api|set-cookie|cookie)"
              + HEADER_SEPARATOR
              + ")",
          Pattern.CASE_INSENSITIVE);

  /**
   * A password written out in words. It must look like one: "password: unauthorized" is a cause.
   */
  private static final Pattern SPOKEN_PASSWORD =
      Pattern.compile(
          "(?<![A-Za-z0-9_-])(password|passwd|passphrase|pwd)(:\\s{0,2})"
              + "(?=[^\\s\\d\"',;:()/]{0,256}\\d)[^\\s\"',;:()/]{6,256}(?![^\\s\"',;)])",
          Pattern.CASE_INSENSITIVE);

  /** The scheme alone, without its header; "Basic authentication required" is a cause. */
  private static final Pattern SCHEME =
      Pattern.compile(
          "(?<![A-Za-z0-9_-])((?i:bearer|basic)\\s{1,4})"
              + "(?![a-z_]{1,32}=\\\\{0,7}[\"'])"
              + "(?=[A-Za-z+/._~-]{0,64}[0-9]|[A-Za-z]{0,64}[a-z][A-Z]|[A-Za-z]{8,128}=)"
              + "[A-Za-z0-9+/._~-]{8,}+=*+");

  private static final List<Whole> WHOLE =
      List.of(
          // User and password before a URL's host.
          Whole.of("(?<=://)[^\\s/?#\"'<>\\\\]{1,4096}(?=@)", "://"),
          // The same without a scheme; what follows must be a host, not an image's digest.
          Whole.of(
              "(?<![\\w.%+/@:-])[\\w.%+-]{1,64}:[^\\s:@/\"'<>\\\\]{1,2048}(?=@[\\w-]{1,63}\\.[\\w.-])",
              "@"),
          // JSON Web Tokens, and AWS ECR's and Harbor's base64 of a JSON object.
          Whole.of(
              "(?<![A-Za-z0-9_+/=-])eyJ[A-Za-z0-9_-]{5,}+(?:\\.[A-Za-z0-9_-]++){1,4}+"
                  + "|(?<![A-Za-z0-9_+/=.-])eyJ[A-Za-z0-9_+/-]{32,}+=*+",
              "eyJ"),
          Whole.of(
              "(?<![A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}+",
              "AKIA",
              "ASIA",
              "AROA",
              "AIDA"),
          Whole.of(
              "(?<![A-Za-z0-9_-])(?:gh[pousr]_|github_pat_)[A-Za-z0-9_]{16,}+",
              "ghp_",
              "gho_",
              "ghu_",
              "ghs_",
              "ghr_",
              "github_pat_"),
          Whole.of(
              "(?<![A-Za-z0-9_-])gl(?:pat|dt|rt|cbt|ptt|ft|oas|soat|agent)-[A-Za-z0-9_-]{16,}+",
              "glpat-",
              "gldt-",
              "glrt-",
              "glcbt-",
              "glptt-",
              "glft-",
              "gloas-",
              "glsoat-",
              "glagent-"),
          Whole.of("(?<![A-Za-z0-9_-])dckr_(?:pat|oat)_[A-Za-z0-9_-]{16,}+", "dckr_"),
          Whole.of(
              "(?<![A-Za-z0-9_-])(?:ya29\\.|AIza|xox[abeoprs]-|npm_|hvs\\.|sl\\.)[A-Za-z0-9_-]{20,}+",
              "ya29.",
              "AIza",
              "xox",
              "npm_",
              "hvs.",
              "sl."),
          Whole.of("(?<![A-Za-z0-9_-])(?:AKCp|cmVmdGtuO)[A-Za-z0-9_-]{20,}+", "AKCp", "cmVmdGtuO"),
          Whole.of("(?<=-----BEGIN )[A-Z ]{0,32}PRIVATE KEY-----[^-]{0,16384}", "-----BEGIN "));

  /**
   * What one pattern leaves of a text may be what another looks for. Two passes do for texts that
   * people and programs write, which mostly need none; the bound keeps the time linear.
   */
  private static final int MOST_PASSES = 4;

  /** Without one of these no header of {@link #HEADER} stands in a text. */
  private static final List<String> HEADER_SIGNS =
      List.of("authorization", "x-registry-", "-token", "x-jfrog-", "cookie");

  private static final List<String> PASSWORD_SIGNS = List.of("pass", "pwd");
  private static final List<String> VALUE_SIGNS = List.of("=", "%", "\"", "'");

  /** Each of {@link #SECRET_NAMES} has one of these in it. */
  private static final List<String> NAME_SIGNS =
      List.of(
          "pass",
          "pwd",
          "token",
          "secret",
          "credential",
          "sig",
          "key",
          "auth",
          "verify",
          "accessid",
          "dockerconfigjson");

  private static final List<String> SPACES = List.of(" ", "\t", "\n", "\u000B", "\f", "\r");

  /**
   * What is a credential as a whole.
   *
   * @param pattern what it looks like
   * @param signs without one of which the pattern cannot match: looking for these costs a hundredth
   *     of looking for the pattern, and most texts are image references
   */
  private record Whole(Pattern pattern, List<String> signs) {

    static Whole of(String pattern, String... signs) {
      return new Whole(Pattern.compile(pattern), List.of(signs));
    }
  }

  private Masking() {}

  /**
   * The text with every credential that can be told as one replaced. Doing it twice changes nothing
   * more.
   */
  public static String mask(String text) {
    String masked = text;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      String next = maskOnce(masked);
      if (next.equals(masked)) {
        return masked;
      }
      masked = next;
    }
    return masked;
  }

  private static String maskOnce(String text) {
    String masked = text;
    for (Whole whole : WHOLE) {
      if (hasAny(masked, whole.signs())) {
        masked = whole.pattern().matcher(masked).replaceAll(MASK);
      }
    }
    if (hasAny(masked, SPACES)) {
      masked = SCHEME.matcher(masked).replaceAll("$1" + MASK);
    }
    String inLowerCase = masked.toLowerCase(Locale.ROOT);
    if (hasAny(inLowerCase, PASSWORD_SIGNS)) {
      masked = SPOKEN_PASSWORD.matcher(masked).replaceAll("$1$2" + MASK);
    }
    if (hasAny(inLowerCase, HEADER_SIGNS)) {
      masked = maskValues(HEADER, masked);
    }
    return hasAny(masked, VALUE_SIGNS) && hasAny(inLowerCase, NAME_SIGNS)
        ? maskValues(NAMED, masked)
        : masked;
  }

  private static boolean hasAny(String text, List<String> signs) {
    for (String sign : signs) {
      if (text.contains(sign)) {
        return true;
      }
    }
    return false;
  }

  private static String maskValues(Pattern name, String text) {
    Matcher matcher = name.matcher(text);
    StringBuilder masked = new StringBuilder(text.length());
    int copied = 0;
    while (copied <= text.length() && matcher.find(copied)) {
      SecretValue value = SecretValue.at(text, matcher.end());
      masked.append(text, copied, value.start());
      if (value.end() > value.start()) {
        masked.append(MASK);
      }
      copied = value.end();
    }
    return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
  }
}
