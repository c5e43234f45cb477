package io.pulltriage.classifier.text;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The words that rules speak of, each with a symbol; looked up in the middle of a text without
 * copying it. Case does not matter. Immutable and thread-safe.
 */
public final class Vocabulary {

  private final @Nullable String[] slots;
  private final int[] hashes;
  private final int[] symbols;
  private final int mask;

  /**
   * Numbers the words.
   *
   * @param words in lower case
   */
  public Vocabulary(Collection<String> words) {
    List<String> sorted = List.copyOf(new TreeSet<>(words));
    int capacity = Integer.highestOneBit(Math.max(8, sorted.size() * 4));
    slots = new String[capacity];
    hashes = new int[capacity];
    symbols = new int[capacity];
    mask = capacity - 1;
    for (int i = 0; i < sorted.size(); i++) {
      String word = sorted.get(i);
      int slot = spread(hash(word, 0, word.length()));
      while (slots[slot] != null) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = word;
      hashes[slot] = hash(word, 0, word.length());
      symbols[slot] = Symbols.FIRST_WORD + i;
    }
  }

  /**
   * The symbol of the word that stands at {@code from} to {@code to}, or {@link Symbols#UNKNOWN}.
   */
  int symbol(String text, int from, int to) {
    int hash = hash(text, from, to);
    int slot = spread(hash);
    while (true) {
      String word = slots[slot];
      if (word == null) {
        return Symbols.UNKNOWN;
      }
      if (hashes[slot] == hash && equal(word, text, from, to)) {
        return symbols[slot];
      }
      slot = (slot + 1) & mask;
    }
  }

  /** The same for any case of the letters. */
  static int hash(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + Characters.lower(text.charAt(i));
    }
    return hash;
  }

  private int spread(int hash) {
    return (hash ^ (hash >>> 15)) & mask;
  }

  private static boolean equal(String word, String text, int from, int to) {
    if (word.length() != to - from) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) != Characters.lower(text.charAt(from + i))) {
        return false;
      }
    }
    return true;
  }
}
