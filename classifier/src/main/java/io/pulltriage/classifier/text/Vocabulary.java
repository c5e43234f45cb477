package io.pulltriage.classifier.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The words that rules speak of, each with a symbol; looked up in the middle of a text without
 * copying it. Case does not matter. Immutable and thread-safe.
 */
public final class Vocabulary {

  /** The first and the last eight bytes and the length tell a word of up to sixteen. */
  private static final int TOLD_BY_ENDS = 2 * Long.BYTES;

  private final long[] heads;
  private final long[] tails;
  private final byte[][] words;
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
    this.words = new byte[capacity][0];
    heads = new long[capacity];
    tails = new long[capacity];
    symbols = new int[capacity];
    mask = capacity - 1;
    for (int i = 0; i < sorted.size(); i++) {
      insert(TextBytes.of(sorted.get(i)), Symbols.FIRST_WORD + i);
    }
  }

  /**
   * The symbol of the word that stands at {@code from} to {@code to}, or {@link Symbols#UNKNOWN}.
   */
  int symbol(byte[] text, int from, int to) {
    long head = FoldedBytes.head(text, from, to);
    long tail = FoldedBytes.tail(text, from, to);
    int slot = slot(head, tail);
    while (symbols[slot] != Symbols.UNKNOWN) {
      if (heads[slot] == head && tails[slot] == tail && equal(words[slot], text, from, to)) {
        return symbols[slot];
      }
      slot = (slot + 1) & mask;
    }
    return Symbols.UNKNOWN;
  }

  private void insert(byte[] word, int symbol) {
    for (int i = 0; i < word.length; i++) {
      word[i] = FoldedBytes.fold(word[i]);
    }
    long head = FoldedBytes.head(word, 0, word.length);
    long tail = FoldedBytes.tail(word, 0, word.length);
    int slot = slot(head, tail);
    while (symbols[slot] != Symbols.UNKNOWN && !Arrays.equals(words[slot], word)) {
      slot = (slot + 1) & mask;
    }
    words[slot] = word;
    heads[slot] = head;
    tails[slot] = tail;
    symbols[slot] = symbol;
  }

  private int slot(long head, long tail) {
    long mixed = (head ^ Long.rotateLeft(tail, 23)) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 40) & mask;
  }

  private static boolean equal(byte[] word, byte[] text, int from, int to) {
    return word.length == to - from
        && (word.length <= TOLD_BY_ENDS || FoldedBytes.starts(text, from, to, word));
  }
}
