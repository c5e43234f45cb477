package io.pulltriage.producer.publish;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a text that a cluster has very many of: 16 bytes, where the text itself takes 80
 * or more. A UUID stands for itself, anything else is stood for by half of its SHA-256, so that two
 * texts of one cluster share a key no sooner than anybody finds a collision of that.
 *
 * @param high its first eight bytes
 * @param low its last eight bytes
 */
record ShortKey(long high, long low) {

  private static final int UUID_LENGTH = 36;

  static ShortKey of(String text) {
    UUID uuid = text.length() == UUID_LENGTH ? uuid(text) : null;
    if (uuid != null) {
      return new ShortKey(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
    try {
      ByteBuffer digest =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
      return new ShortKey(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Null for what only looks like a UUID: Java reads more than it writes. */
  private static @Nullable UUID uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
