package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.Message;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message beside its text.
 *
 * @param reason in lower case; empty where unknown
 * @param runtime in lower case without a version; empty where unknown
 */
record Circumstance(String reason, String runtime) {

  static Circumstance of(Message message) {
    String runtime = normalized(message.runtime());
    int version = runtime.indexOf(':');
    return new Circumstance(
        normalized(message.reason()), version < 0 ? runtime : runtime.substring(0, version));
  }

  private static String normalized(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String normalized = text.strip().toLowerCase(Locale.ROOT);
    return normalized.equals("-") || normalized.equals("unknown") ? "" : normalized;
  }
}
