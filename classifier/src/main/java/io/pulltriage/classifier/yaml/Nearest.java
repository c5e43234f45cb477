package io.pulltriage.classifier.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a mistyped word was meant to be. */
public final class Nearest {

  private Nearest() {}

  /** The nearest of some words, the first of those that are equally near; empty for none. */
  public static Optional<String> of(String word, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** A hint to append to a complaint. */
  public static String hint(String word, Collection<String> known) {
    return of(word, known).map(nearest -> "; the nearest known is '" + nearest + "'").orElse("");
  }

  /** Levenshtein's distance, or less for an abbreviation; case does not count. */
  private static int distance(String from, String to) {
    String left = from.toLowerCase(Locale.ROOT);
    String right = to.toLowerCase(Locale.ROOT);
    if (right.startsWith(left)) {
      return 1;
    }
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
