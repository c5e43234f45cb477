package io.pulltriage.producer.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What secrets hold. */
final class Base64Text {

  private Base64Text() {}

  /**
   * The bytes.
   *
   * @throws IllegalArgumentException that names the key, not the value
   */
  static byte[] decode(String key, String encoded) {
    try {
      return Base64.getMimeDecoder().decode(encoded.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its " + key + " is not base64");
    }
  }
}
