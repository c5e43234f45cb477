package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.text.Symbols;
import io.pulltriage.classifier.text.Vocabulary;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the names of one kind that rules speak of, such as reasons; looked up whatever the
 * case of their letters. Immutable and thread-safe.
 */
final class NameTable {

  /** There is no name, or one that stands for none. */
  static final int NONE = 0;

  /** A name that no rule speaks of. */
  static final int OTHER = 1;

  private static final String DASH = "-";
  private static final List<String> STAND_FOR_NONE = List.of(DASH, "unknown");

  private final Vocabulary names;
  private final int[] numbers;

  NameTable(Collection<String> names) {
    this.names =
        new Vocabulary(
            Stream.concat(STAND_FOR_NONE.stream(), names.stream())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList());
    numbers = new int[this.names.size()];
    for (int symbol = 0; symbol < numbers.length; symbol++) {
      numbers[symbol] = symbol == Symbols.UNKNOWN ? OTHER : symbol;
    }
    STAND_FOR_NONE.forEach(name -> numbers[this.names.symbol(name)] = NONE);
  }

  /** Greater than any number. */
  int size() {
    return numbers.length;
  }

  /** The number of a name, spaces around it aside. */
  int number(@Nullable String name) {
    String stripped = name == null ? "" : name.strip();
    return stripped.isEmpty() ? NONE : numbers[names.symbol(stripped)];
  }

  /** The number of the name before a colon, such as that before a version. */
  int numberBeforeColon(@Nullable String name) {
    int colon = name == null ? -1 : name.indexOf(':');
    return number(colon < 0 || name == null ? name : name.substring(0, colon));
  }

  /** Which numbers some names have; {@link #NONE} only for a dash. Empty for no names. */
  boolean[] flags(List<String> texts) {
    boolean[] flags = new boolean[texts.isEmpty() ? 0 : size()];
    for (String text : texts) {
      int number = number(text);
      flags[number] = number != NONE || text.strip().equals(DASH);
    }
    return flags;
  }
}
