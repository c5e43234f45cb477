package io.pulltriage.streams.alert.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes texts of clusters fit for other systems: of bounded length, without what they obey. */
final class SafeText {

  private static final int HASH_BYTES = 6;

  private SafeText() {}

  /** On one line, with control characters as spaces, shortened with an ellipsis. */
  static String line(String text, int longest) {
    return shortened(cleaned(text), longest);
  }

  /** Like {@link #line}, but two different texts stay different: a hash takes the rest's place. */
  static String distinct(String text, int longest) {
    String clean = cleaned(text);
    if (clean.equals(text) && clean.length() <= longest) {
      return clean;
    }
    String hash = "…" + hash(text);
    return cut(clean, longest - hash.length()) + hash;
  }

  /** What is harmless already, shortened with an ellipsis. */
  static String shortened(String text, int longest) {
    return text.length() <= longest ? text : cut(text, longest - 1) + '…';
  }

  private static String cut(String text, int length) {
    int end = Math.max(0, Math.min(length, text.length()));
    if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isObeyed(point)) {
                clean.append(' ');
              } else {
                clean.appendCodePoint(point);
              }
            });
    return clean.toString().strip();
  }

  /** Control characters, changes of direction, and halves of characters. */
  private static boolean isObeyed(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
