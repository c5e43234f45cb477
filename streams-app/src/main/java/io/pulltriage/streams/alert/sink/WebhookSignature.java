package io.pulltriage.streams.alert.sink;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as Standard Webhooks 1.0 has it: HMAC-SHA256 over the message's id, the time and
 * the body, so that a receiver can refuse what was changed, what is old and what it has. Pure.
 */
final class WebhookSignature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String ENCODED = "whsec_";

  private WebhookSignature() {}

  /**
   * The headers that sign a request.
   *
   * @param secret the key: {@code whsec_} and base64, or any text, which is taken as UTF-8
   */
  static Map<String, String> headers(String secret, String id, Instant time, byte[] body) {
    String seconds = Long.toString(time.getEpochSecond());
    byte[] head = (id + '.' + seconds + '.').getBytes(StandardCharsets.UTF_8);
    return Map.of(
        "webhook-id", id,
        "webhook-timestamp", seconds,
        "webhook-signature", "v1," + Base64.getEncoder().encodeToString(hash(secret, head, body)));
  }

  private static byte[] hash(String secret, byte[] head, byte[] body) {
    byte[] key =
        secret.startsWith(ENCODED)
            ? Base64.getDecoder().decode(secret.substring(ENCODED.length()))
            : secret.getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
