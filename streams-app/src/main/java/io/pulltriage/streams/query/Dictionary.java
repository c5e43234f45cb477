package io.pulltriage.streams.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Predicate;

/**
 * Numbers for texts that many incidents have in common. A text is forgotten, and its number given
 * to another, when nobody uses it any more. Not thread-safe.
 */
final class Dictionary {

  /** Stands for no text. */
  static final int NONE = 0;

  private static final int SMALLEST = 64;

  private byte[][] texts = new byte[SMALLEST][];
  private int[] uses = new int[SMALLEST];

  /** Numbers by hash, probed linearly; at most seven tenths of it are in use. */
  private int[] table = new int[2 * SMALLEST];

  private int end = 1;
  private int size;

  /** The last number that was given back, whose uses hold the one before, negated. */
  private int free;

  /** The number of a text, which is used once more. */
  int acquire(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int slot = slotOf(bytes);
    int number = table[slot];
    if (number == NONE) {
      number = add(bytes, slot);
    }
    uses[number]++;
    return number;
  }

  /** A text is used once less. */
  void release(int number) {
    if (number != NONE && --uses[number] == 0) {
      remove(number);
    }
  }

  /** The text of a number that is in use. */
  String text(int number) {
    return new String(texts[number], StandardCharsets.UTF_8);
  }

  /** The same in UTF-8, not to be changed. */
  byte[] bytes(int number) {
    return texts[number];
  }

  /** Larger than any number in use. */
  int end() {
    return end;
  }

  /** The numbers of all texts that are wanted. */
  BitSet matching(Predicate<byte[]> wanted) {
    BitSet numbers = new BitSet(end);
    for (int number = 1; number < end; number++) {
      if (texts[number] != null && wanted.test(texts[number])) {
        numbers.set(number);
      }
    }
    return numbers;
  }

  private int add(byte[] bytes, int slot) {
    int number = free;
    if (number == NONE) {
      number = end++;
      if (number == texts.length) {
        texts = Arrays.copyOf(texts, grown(number));
        uses = Arrays.copyOf(uses, texts.length);
      }
    } else {
      free = -uses[number];
    }
    texts[number] = bytes;
    uses[number] = 0;
    table[slot] = number;
    if (isFull(++size, table.length)) {
      rehash();
    }
    return number;
  }

  /** An eighth more: a copy twice as large would waste more than the copies cost. */
  static int grown(int length) {
    return length + Math.max(SMALLEST, length / 8);
  }

  /** A quarter more: its entries are looked up anew. */
  static int[] grownTable(int[] table) {
    return new int[table.length + Math.max(SMALLEST, table.length / 4)];
  }

  private void rehash() {
    table = grownTable(table);
    for (int number = 1; number < end; number++) {
      if (texts[number] != null) {
        table[slotOf(texts[number])] = number;
      }
    }
  }

  @SuppressWarnings("NullAway") // The text of a number that is free is null.
  private void remove(int number) {
    int hole = slotOf(texts[number]);
    texts[number] = null;
    uses[number] = -free;
    free = number;
    size--;
    // What was pushed behind the hole moves up, so that it is found without it.
    table[hole] = NONE;
    for (int at = next(hole, table); table[at] != NONE; at = next(at, table)) {
      int moved = table[at];
      table[at] = NONE;
      table[slotOf(texts[moved])] = moved;
    }
  }

  /** Where the text is, or where it belongs. */
  private int slotOf(byte[] bytes) {
    int at = first(Arrays.hashCode(bytes), table);
    while (table[at] != NONE && !Arrays.equals(texts[table[at]], bytes)) {
      at = next(at, table);
    }
    return at;
  }

  /** Whether a table with so many entries is to grow. */
  static boolean isFull(int entries, int length) {
    return entries * 10L > length * 7L;
  }

  /** Where something of a hash is looked for first in a table of any length. */
  static int first(int hash, int[] table) {
    return (int) (((spread(hash) & 0xFFFF_FFFFL) * table.length) >>> 32);
  }

  /** Where it is looked for next. */
  static int next(int at, int[] table) {
    return at + 1 == table.length ? 0 : at + 1;
  }

  static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
