package io.pulltriage.classifier.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A phrase of a rule, cut into words exactly as {@link TextScanner} cuts a text, except that a
 * placeholder is written as such.
 *
 * @param words words in lower case, punctuation marks, and placeholders such as {@code ‹image›}
 */
public record PhraseWords(List<String> words) {

  private static final char OPENING = '‹';
  private static final char CLOSING = '›';

  /** Copies the list, so that nobody changes it later. */
  public PhraseWords {
    words = List.copyOf(words);
  }

  /**
   * Cuts a phrase.
   *
   * @throws IllegalArgumentException if it holds no word or an unknown placeholder
   */
  public static PhraseWords of(String phrase) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < phrase.length()) {
      at = next(phrase, at, words);
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException("'" + phrase + "' has no word to look for");
    }
    return new PhraseWords(words);
  }

  /** Those that a vocabulary must know. */
  public List<String> ordinaryWords() {
    return words.stream().filter(word -> fixedSymbol(word) == Symbols.UNKNOWN).toList();
  }

  /** The symbols to look for. */
  public int[] symbols(Vocabulary vocabulary) {
    return words.stream()
        .mapToInt(
            word -> {
              int fixed = fixedSymbol(word);
              return fixed == Symbols.UNKNOWN ? vocabulary.symbol(word, 0, word.length()) : fixed;
            })
        .toArray();
  }

  private static int next(String phrase, int at, List<String> words) {
    char c = phrase.charAt(at);
    if (c == OPENING) {
      return placeholder(phrase, at, words);
    }
    switch (Characters.kind(c)) {
      case Characters.WORD -> {
        return word(phrase, at, words);
      }
      case Characters.MARK -> words.add(String.valueOf(c));
      default -> {
        // Spaces and quotes part words and say nothing.
      }
    }
    return at + 1;
  }

  private static int word(String phrase, int at, List<String> words) {
    int end = Characters.wordEnd(phrase, at, phrase.length());
    int trimmed = Characters.trimmedEnd(phrase, at, end);
    int start = Characters.wordStart(phrase, at, trimmed);
    marks(phrase, at, start, words);
    if (start < trimmed && hasLetterOrDigit(phrase, start, trimmed)) {
      words.add(phrase.substring(start, trimmed).toLowerCase(Locale.ROOT));
    }
    marks(phrase, trimmed, end, words);
    return end;
  }

  private static void marks(String phrase, int from, int to, List<String> words) {
    for (int i = from; i < to; i++) {
      if (Symbols.punctuation(phrase.charAt(i)) != Symbols.UNKNOWN) {
        words.add(phrase.substring(i, i + 1));
      }
    }
  }

  private static int placeholder(String phrase, int at, List<String> words) {
    int end = phrase.indexOf(CLOSING, at);
    String name = end < 0 ? phrase.substring(at + 1) : phrase.substring(at + 1, end);
    if (end < 0 || Symbols.placeholder(name) == Symbols.UNKNOWN) {
      throw new IllegalArgumentException(
          "'"
              + phrase
              + "' has no known placeholder at ‹"
              + name
              + "; there are "
              + Symbols.placeholderNames());
    }
    words.add(phrase.substring(at, end + 1));
    return end + 1;
  }

  private static int fixedSymbol(String word) {
    if (word.charAt(0) == OPENING) {
      return Symbols.placeholder(word.substring(1, word.length() - 1));
    }
    return word.length() == 1 ? Symbols.punctuation(word.charAt(0)) : Symbols.UNKNOWN;
  }

  private static boolean hasLetterOrDigit(String phrase, int from, int to) {
    return phrase.substring(from, to).chars().anyMatch(Character::isLetterOrDigit);
  }
}
