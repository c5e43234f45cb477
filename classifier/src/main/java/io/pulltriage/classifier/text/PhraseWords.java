package io.pulltriage.classifier.text;

import java.nio.charset.StandardCharsets;
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
      int opening = phrase.indexOf(OPENING, at);
      cut(TextBytes.of(phrase.substring(at, opening < 0 ? phrase.length() : opening)), words);
      at = opening < 0 ? phrase.length() : placeholder(phrase, opening, words);
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
    return words.stream().mapToInt(word -> symbol(word, vocabulary)).toArray();
  }

  private static int symbol(String word, Vocabulary vocabulary) {
    int fixed = fixedSymbol(word);
    return fixed == Symbols.UNKNOWN ? vocabulary.symbol(word) : fixed;
  }

  private static void cut(byte[] phrase, List<String> words) {
    int at = 0;
    while (at < phrase.length) {
      int kinds = Characters.kinds(phrase[at]);
      if ((kinds & Characters.WORD) != 0) {
        at = word(phrase, at, words);
      } else {
        // Spaces and quotes part words and say nothing.
        marks(phrase, at, at + 1, words);
        at++;
      }
    }
  }

  private static int word(byte[] phrase, int at, List<String> words) {
    int end = Characters.wordEnd(phrase, at);
    int trimmed = Characters.trimmedEnd(phrase, at, end);
    int start = Characters.wordStart(phrase, at, trimmed);
    marks(phrase, at, start, words);
    String word = text(phrase, start, trimmed);
    if (word.chars().anyMatch(Character::isLetterOrDigit)) {
      words.add(word);
    }
    marks(phrase, trimmed, end, words);
    return end;
  }

  private static void marks(byte[] phrase, int from, int to, List<String> words) {
    for (int i = from; i < to; i++) {
      if (Symbols.punctuation(phrase[i]) != Symbols.UNKNOWN) {
        words.add(text(phrase, i, i + 1));
      }
    }
  }

  private static String text(byte[] phrase, int from, int to) {
    return new String(phrase, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
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
}
