package io.pulltriage.producer.translate.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tokens of well-known issuers look: each begins with what its issuer begins all of them with.
 * Issuers document these beginnings so that scanners find what leaks.
 *
 * @param prefix what it begins with, as a word
 * @param least characters that must follow
 * @param alphabet which these are
 * @param evident whether the prefix alone tells a token; otherwise it must look random, too
 */
record TokenShape(String prefix, int least, Alphabet alphabet, boolean evident) {

  /** Which characters follow a prefix. */
  private enum Alphabet {
    /** Letters, digits, dash and underscore. */
    WORD("-_"),
    /** The same and dots. */
    DOTTED("-_."),
    /** Base64 and dots. */
    JSON("-_.+/="),
    /** Base64, with its padding, as it is or encoded in a URL. */
    BASE64("+/=%-_");

    private final String signs;

    Alphabet(String signs) {
      this.signs = signs;
    }

    boolean has(char c) {
      return Letters.isLetterOrDigit(c) || signs.indexOf(c) >= 0;
    }
  }

  private static final int MAX_LOOK = 512;
  private static final int MIN_DIGITS = 6;
  private static final int MIN_LETTERS_AND_DIGITS = 28;

  private static final TokenShape[][] BY_FIRST = new TokenShape[128][0];

  static {
    // JSON Web Tokens, and the base64 of JSON objects that registries hand out.
    add(true, 5, Alphabet.JSON, "eyJ");
    // Amazon: ids of keys, and session tokens.
    add(true, 8, Alphabet.WORD, "AKIA", "ASIA", "AROA", "AIDA", "ABIA", "ACCA", "APKA", "AGPA");
    add(true, 8, Alphabet.BASE64, "FQoGZXIvYXdzE", "FwoGZXIvYXdzE", "IQoJb3JpZ2luX2Vj", "AQoDYXdz");
    add(true, 16, Alphabet.BASE64, "ABSK", "bedrock-api-key-");
    // Hosts of sources and packages.
    add(true, 16, Alphabet.WORD, "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_");
    add(true, 16, Alphabet.DOTTED, "glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-");
    add(true, 16, Alphabet.DOTTED, "gloas-", "glsoat-", "glagent-", "glimt-", "glffct-");
    add(true, 8, Alphabet.WORD, "GR1348941");
    add(true, 16, Alphabet.BASE64, "ATBB", "ATATT3x", "ATCTT3x");
    add(true, 16, Alphabet.WORD, "dckr_pat_", "dckr_oat_", "npm_", "rubygems_", "CLOJARS_");
    add(true, 12, Alphabet.WORD, "pypi-AgEI", "pypi-AgEN");
    add(true, 20, Alphabet.WORD, "AKCp", "cmVmdGtuO");
    // Clouds and what runs on them.
    add(
        true,
        20,
        Alphabet.WORD,
        "ya29.",
        "AIza",
        "GOCSPX-",
        "LTAI",
        "dop_v1_",
        "doo_v1_",
        "dor_v1_");
    add(true, 20, Alphabet.WORD, "hvs.", "hvb.", "hvr.", "sha256~", "HRKU-", "AGE-SECRET-KEY-1");
    add(
        true,
        20,
        Alphabet.WORD,
        "dp.pt.",
        "dp.st.",
        "dp.ct.",
        "dt0c01.",
        "NRAK-",
        "NRII-",
        "PMAK-");
    add(true, 20, Alphabet.DOTTED, "glsa_", "glc_", "ops_eyJ", "sntrys_", "sntryu_", "pscale_");
    add(true, 20, Alphabet.WORD, "lin_api_", "figd_", "ntn_", "phc_", "gsk_");
    add(
        false,
        20,
        Alphabet.WORD,
        "s.",
        "b.",
        "r.",
        "sl.",
        "dapi",
        "hf_",
        "tfp_",
        "pnu_",
        "SK",
        "pul-");
    // Payment, mail, chat and models.
    add(
        true,
        10,
        Alphabet.WORD,
        "sk_live_",
        "sk_test_",
        "sk_prod_",
        "rk_live_",
        "rk_test_",
        "rk_prod_");
    add(true, 10, Alphabet.WORD, "whsec_", "shpat_", "shpca_", "shppa_", "shpss_");
    add(true, 16, Alphabet.WORD, "sq0atp-", "sq0csp-", "xkeysib-", "EZAK", "EZTK");
    add(true, 16, Alphabet.DOTTED, "xoxa-", "xoxb-", "xoxc-", "xoxd-", "xoxe-", "xoxo-", "xoxp-");
    add(true, 16, Alphabet.DOTTED, "xoxr-", "xoxs-", "xoxe.");
    add(
        false,
        16,
        Alphabet.WORD,
        "xapp-",
        "pplx-",
        "xai-",
        "r8_",
        "ico-",
        "tskey-",
        "EAA",
        "secret_");
    add(false, 16, Alphabet.DOTTED, "SG.", "sk-", "key-");
    // The base64 of a PEM file's first line.
    add(true, 16, Alphabet.BASE64, "LS0tLS1CRUdJTi");
  }

  private static void add(boolean evident, int least, Alphabet alphabet, String... prefixes) {
    for (String prefix : prefixes) {
      int first = prefix.charAt(0);
      List<TokenShape> shapes = new ArrayList<>(Arrays.asList(BY_FIRST[first]));
      shapes.add(new TokenShape(prefix, least, alphabet, evident));
      BY_FIRST[first] = shapes.toArray(new TokenShape[0]);
    }
  }

  /** The token that begins at the index, which is the beginning of a word; null without one. */
  static @Nullable SecretValue at(String text, int index) {
    char first = text.charAt(index);
    if (first >= BY_FIRST.length) {
      return null;
    }
    for (TokenShape shape : BY_FIRST[first]) {
      if (text.startsWith(shape.prefix, index)) {
        int end = shape.endAt(text, index);
        if (end > index) {
          return new SecretValue(index, end);
        }
      }
    }
    return null;
  }

  private int endAt(String text, int index) {
    int body = index + prefix.length();
    int look = endOfBody(text, body, Math.min(text.length(), body + MAX_LOOK));
    if (look - body < least || !(evident || isRandom(text, index, body, look))) {
      return -1;
    }
    int end = endOfBody(text, look, text.length());
    while (end > body && text.charAt(end - 1) == '.') {
      end--; // The sentence's.
    }
    return end;
  }

  private int endOfBody(String text, int start, int limit) {
    int end = start;
    while (end < limit && alphabet.has(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Whether no name of an image, a pod or a variable has such characters. */
  private static boolean isRandom(String text, int index, int body, int end) {
    int digits = 0;
    boolean upper = false;
    boolean lower = false;
    boolean sign = false;
    for (int i = index; i < end; i++) {
      char c = text.charAt(i);
      digits += c >= '0' && c <= '9' ? 1 : 0;
      upper |= c >= 'A' && c <= 'Z';
      lower |= c >= 'a' && c <= 'z';
      sign |= i >= body && !Letters.isLetterOrDigit(c);
    }
    return (digits > 0 && upper && lower)
        || (digits >= MIN_DIGITS && !sign && end - body >= MIN_LETTERS_AND_DIGITS);
  }
}
