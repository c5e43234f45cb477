package io.pulltriage.classifier;

import io.pulltriage.classifier.text.SymbolPlaces;
import java.util.Locale;
import java.util.Set;

/**
 * What a text looks like without the names in it, so that texts of one wording are alike and
 * nothing of whoever said it is told: images, hosts, addresses, paths, digests, numbers, quoted
 * words and whatever else may be a name are placeholders, the same that rules' phrases use, beside
 * {@code ‹number›}. Words are in lower case.
 *
 * @param text the shape, {@value #LONGEST} characters at most
 * @param bare whether it says no more than that a pull failed
 */
public record TextShape(String text, boolean bare) {

  /** Longer shapes end in an ellipsis. */
  public static final int LONGEST = 300;

  private static final String NAME = "‹name›";
  private static final String NUMBER = "‹number›";
  private static final String ELLIPSIS = "…";
  private static final int LONGEST_WORD = 24;
  private static final int LETTERS_OF_UNIT = 2;

  /** The words of the kubelet's labels, which say that a pull failed and not why. */
  private static final Set<String> LABEL_WORDS =
      Set.of(
          "back-off",
          "pulling",
          "image",
          "error",
          "errimagepull",
          "imagepullbackoff",
          "failed",
          "to",
          "pull",
          "trying",
          "and",
          "failing",
          "can't",
          "be",
          "pulled",
          "container",
          "pod");

  /**
   * The shape of a text.
   *
   * @param places where its symbols stand
   * @param names known to be names, in lower case
   */
  public static TextShape of(String text, SymbolPlaces places, Set<String> names) {
    StringBuilder shape = new StringBuilder();
    boolean bare = true;
    String last = "";
    for (int i = 0; i < places.size() && shape.length() <= LONGEST; i++) {
      String part = part(text, places, i, names);
      // A list of names is as good as one; stars are what credentials are masked by.
      if (part.isEmpty() || part.equals("*") || (part.equals(last) && part.startsWith("‹"))) {
        continue;
      }
      bare &= places.isMark(i) || part.startsWith("‹") || LABEL_WORDS.contains(part);
      boolean joined = shape.isEmpty() || ":,;)]".contains(part) || "([".contains(last);
      shape.append(joined ? "" : " ").append(part);
      last = part;
    }
    return new TextShape(
        shape.length() <= LONGEST
            ? shape.toString()
            : shape.substring(0, LONGEST - ELLIPSIS.length()) + ELLIPSIS,
        bare);
  }

  private static String part(String text, SymbolPlaces places, int index, Set<String> names) {
    String placeholder = places.placeholder(index);
    String word = text.substring(places.start(index), places.end(index)).toLowerCase(Locale.ROOT);
    if (!placeholder.isEmpty() || places.isKnownWord(index) || places.isMark(index)) {
      return placeholder.isEmpty() ? masked(word, names) : placeholder;
    }
    return names.contains(word) ? NAME : unknown(word);
  }

  /** Rules know numbers as well, such as status codes; and words that are a pod's name here. */
  private static String masked(String word, Set<String> names) {
    return word.chars().anyMatch(Character::isDigit) && names.contains(word) ? NAME : word;
  }

  /** A word that no rule knows is kept only if it cannot well be anything but a word. */
  private static String unknown(String word) {
    if (word.isEmpty() || word.chars().allMatch(c -> c == '.' || c == '-')) {
      return "";
    }
    if (word.chars().anyMatch(Character::isDigit)) {
      boolean number =
          Character.isDigit(word.charAt(0))
              && word.chars().filter(Character::isLetter).count() <= LETTERS_OF_UNIT;
      return number ? NUMBER : NAME;
    }
    boolean plain =
        word.length() <= LONGEST_WORD
            && word.chars().allMatch(c -> Character.isLetter(c) || c == '\'');
    return plain ? word : NAME;
  }
}
