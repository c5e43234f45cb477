package io.pulltriage.producer.translate;

import io.pulltriage.producer.translate.mask.Masking;
import org.jspecify.annotations.Nullable;

/**
 * Makes a text of a cluster fit to be published: credentials masked, length bounded. The order
 * matters: a text cut first could keep the rest of a token without the beginning that gives it
 * away.
 */
public final class PublicText {

  /**
   * Longest text that is published, in characters. Kubelets write events of up to 1,024; the text
   * of a waiting container has no bound of its own.
   */
  public static final int MAX_LENGTH = 4096;

  private static final int HEAD = MAX_LENGTH / 2;

  private PublicText() {}

  /**
   * The text without credentials and at most {@link #MAX_LENGTH} characters long; head and tail
   * stay.
   */
  public static String of(String text) {
    return bounded(Masking.mask(text));
  }

  static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : of(text);
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : of(text);
  }

  private static String bounded(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    String note = " … (" + (text.length() - MAX_LENGTH) + " more characters) … ";
    int tail = MAX_LENGTH - HEAD - note.length();
    return text.substring(0, splits(text, HEAD) ? HEAD - 1 : HEAD)
        + note
        + text.substring(text.length() - (splits(text, text.length() - tail) ? tail - 1 : tail));
  }

  /** Whether the index lies within a character that takes two. */
  private static boolean splits(String text, int index) {
    return Character.isLowSurrogate(text.charAt(index));
  }
}
