package io.pulltriage.producer.translate.mask;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes credentials out of texts that runtimes, registries and kubelets write, and leaves what
 * tells the cause: image references, digests, hosts, status codes. What is taken out becomes
 * {@value #MASK}. Time is linear in the length of the text.
 */
public final class Masking {

  /** What stands where a credential stood. */
  public static final String MASK = "***";

  /**
   * What is left of a text may look like a credential that it did not look like before. Two passes
   * do for texts that people and programs write, which mostly need none; the bound keeps the time
   * linear.
   */
  private static final int MOST_PASSES = 6;

  /** Shapes that are rare, each with a sign without which it cannot be there. */
  private static final List<Rare> RARE =
      List.of(
          // Whoever has the address of a webhook may write to it.
          new Rare(
              "hooks.slack.com/",
              "(?<=hooks\\.slack\\.com/(?:services|workflows|triggers)/)[\\w/+-]+"),
          new Rare("/webhook", "(?<=office(?:365)?\\.com/webhook(?:b2)?/)[\\w/@.-]+"),
          new Rare("/api/webhooks/", "(?<=/api/webhooks/\\d{1,32}/)[\\w-]+"),
          new Rare("api.telegram.org/", "(?<=api\\.telegram\\.org/(?:file/)?bot)[\\w:-]+"),
          new Rare(
              "hooks", "(?<=(?:/hooks|/hooks/catch|/incomingwebhooks|/bot/v2/hook)/)[\\w/-]{16,}"),
          new Rare("/with/key/", "(?<=/with/key/)[\\w-]{8,}"),
          new Rare(":AA", "(?<![\\w-])\\d{8,10}:AA[\\w-]{30,}"),
          // Hashes of passwords.
          new Rare("$", "\\$(?:2[abxy]|apr1|[156]|argon2id?|y)\\$[\\w$./,=+-]{16,}"),
          // Keys of Azure's storage, and its clients' secrets.
          new Rare("==", "(?<![\\w+/])[A-Za-z0-9+/]{86}=="),
          new Rare("Q~", "(?<![\\w~.-])[\\w~.]{3}\\dQ~[\\w~.-]{24,}"));

  /**
   * A shape for which the scan has no place.
   *
   * @param sign without which the pattern cannot match: looking for it costs a hundredth
   * @param pattern what it looks like
   */
  private record Rare(String sign, Pattern pattern) {
    Rare(String sign, String pattern) {
      this(sign, Pattern.compile(pattern));
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
    for (Rare rare : RARE) {
      if (masked.contains(rare.sign())) {
        masked = rare.pattern().matcher(masked).replaceAll(MASK);
      }
    }
    return maskFound(masked);
  }

  private static String maskFound(String text) {
    CredentialScan scan = new CredentialScan(text);
    @Nullable SecretValue found = scan.next();
    if (found == null) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int copied = 0;
    for (; found != null; found = scan.next()) {
      masked.append(text, copied, found.start()).append(MASK);
      copied = found.end();
    }
    return masked.append(text, copied, text.length()).toString();
  }
}
