package io.pulltriage.classifier.text;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The words that rules speak of, each with a symbol; looked up in the middle of a text without
 * copying it. Case does not matter. Immutable and thread-safe.
 */
public final class Vocabulary {

  /** What is known of a word stands together: its first and last bytes, its symbol and length. */
  private static final int HEAD = 0;

  private static final int TAIL = 1;
  private static final int SYMBOL_AND_LENGTH = 2;
  private static final int SLOT = 4;

  private final long[] slots;
  private final byte[][] words;
  private final int mask;

  /**
   * Numbers the words.
   *
   * @param words in lower case
   */
  public Vocabulary(Collection<String> words) {
    List<String> sorted = List.copyOf(new TreeSet<>(words));
    int capacity = Integer.highestOneBit(Math.max(8, sorted.size() * 4));
    this.words = new byte[Symbols.FIRST_WORD + sorted.size()][0];
    slots = new long[capacity * SLOT];
    mask = capacity - 1;
    for (int i = 0; i < sorted.size(); i++) {
      insert(FoldedBytes.folded(sorted.get(i)), Symbols.FIRST_WORD + i);
    }
  }

  /** The symbol of a word that stands alone, or {@link Symbols#UNKNOWN}. */
  public int symbol(String word) {
    byte[] bytes = TextBytes.of(word);
    return bytes.length == 0 ? Symbols.UNKNOWN : symbol(bytes, 0, bytes.length);
  }

  /** One more than the greatest symbol. */
  public int size() {
    return words.length;
  }

  /**
   * The symbol of the word that stands at {@code from} to {@code to}, or {@link Symbols#UNKNOWN}.
   */
  int symbol(byte[] text, int from, int to) {
    long head = FoldedBytes.head(text, from, to);
    long tail = FoldedBytes.tail(text, from, to);
    int length = to - from;
    int slot = slot(head, tail);
    while (true) {
      long symbolAndLength = slots[slot + SYMBOL_AND_LENGTH];
      if (symbolAndLength == 0) {
        return Symbols.UNKNOWN;
      }
      if (slots[slot + HEAD] == head
          && slots[slot + TAIL] == tail
          && (int) symbolAndLength == length) {
        int symbol = (int) (symbolAndLength >>> Integer.SIZE);
        if (length <= FoldedBytes.TOLD_BY_ENDS
            || FoldedBytes.sameMiddle(text, from, to, words[symbol])) {
          return symbol;
        }
      }
      slot = next(slot);
    }
  }

  private void insert(byte[] word, int symbol) {
    long head = FoldedBytes.head(word, 0, word.length);
    long tail = FoldedBytes.tail(word, 0, word.length);
    int slot = slot(head, tail);
    while (slots[slot + SYMBOL_AND_LENGTH] != 0) {
      slot = next(slot);
    }
    words[symbol] = word;
    slots[slot + HEAD] = head;
    slots[slot + TAIL] = tail;
    slots[slot + SYMBOL_AND_LENGTH] = (long) symbol << Integer.SIZE | word.length;
  }

  private int slot(long head, long tail) {
    long mixed = (head ^ Long.rotateLeft(tail, 23)) * 0x9E37_79B9_7F4A_7C15L;
    return ((int) (mixed >>> 40) & mask) * SLOT;
  }

  private int next(int slot) {
    return (slot + SLOT) & (slots.length - 1);
  }
}
