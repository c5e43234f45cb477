package io.pulltriage.classifier.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the names of one kind that rules speak of, such as reasons; looked up whatever the
 * case of the letters, without copying the text. Immutable and thread-safe.
 */
final class NameTable {

  /** There is no name, or one that stands for none. */
  static final int NONE = 0;

  /** A name that no rule speaks of. */
  static final int OTHER = 1;

  private static final int FIRST = 2;
  private static final List<String> STAND_FOR_NONE = List.of("-", "unknown");

  private final String[] slots;
  private final int[] numbers;
  private final int size;

  NameTable(Collection<String> names) {
    List<String> sorted = new ArrayList<>(new TreeSet<>(lowerCase(names)));
    sorted.removeAll(STAND_FOR_NONE);
    size = FIRST + sorted.size();
    int capacity = Integer.highestOneBit(Math.max(8, size * 4));
    slots = new String[capacity];
    Arrays.fill(slots, "");
    numbers = new int[capacity];
    Arrays.fill(numbers, OTHER);
    STAND_FOR_NONE.forEach(name -> insert(name, NONE));
    for (int i = 0; i < sorted.size(); i++) {
      insert(sorted.get(i), FIRST + i);
    }
  }

  /** How many numbers there are. */
  int size() {
    return size;
  }

  /** The number of a name, spaces around it aside. */
  int number(@Nullable String name) {
    return name == null ? NONE : number(name, name.length());
  }

  /** The number of the name before a colon, such as that before a version. */
  int numberBeforeColon(@Nullable String name) {
    if (name == null) {
      return NONE;
    }
    int colon = name.indexOf(':');
    return number(name, colon < 0 ? name.length() : colon);
  }

  /** Which numbers some names have, {@link #NONE} never among them; empty for no names. */
  boolean[] flags(List<String> names) {
    boolean[] flags = new boolean[names.isEmpty() ? 0 : size];
    for (String name : names) {
      int number = number(name);
      flags[number] = number != NONE;
    }
    return flags;
  }

  private int number(String text, int end) {
    int from = 0;
    int to = end;
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return from == to ? NONE : numbers[slot(text, from, to)];
  }

  private void insert(String name, int number) {
    int slot = slot(name, 0, name.length());
    slots[slot] = name;
    numbers[slot] = number;
  }

  /** Where a name is, or the free slot where it would be. */
  private int slot(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + (text.charAt(i) | 0x20);
    }
    int slot = (hash ^ hash >>> 15) & (slots.length - 1);
    while (!slots[slot].isEmpty() && !equal(slots[slot], text, from, to)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static boolean equal(String name, String text, int from, int to) {
    return name.length() == to - from && name.regionMatches(true, 0, text, from, to - from);
  }

  private static List<String> lowerCase(Collection<String> names) {
    return names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
  }
}
