package io.pulltriage.classifier.match;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lays rows over each other so that no two entries meet, each row in the first place that it fits
 * into. Not thread-safe.
 */
final class RowLayout {

  private final BitSet places = new BitSet();
  private final BitSet entries = new BitSet();

  /**
   * Where the last row with the same symbols is: room only becomes less, so the next one of them is
   * behind it. Of thousands of rows but some hundreds are different.
   */
  private final Map<Set<Integer>, Integer> last = new HashMap<>();

  /** The first row is at 0, in a table of its own. */
  RowLayout() {
    places.set(0);
  }

  /**
   * Finds a place for a row.
   *
   * @param symbols whose entries the row has; must not change any more
   */
  int lay(Set<Integer> symbols) {
    int[] offsets = symbols.stream().mapToInt(symbol -> symbol).sorted().toArray();
    int place = firstFit(last.getOrDefault(symbols, 0) + 1, offsets);
    last.put(symbols, place);
    places.set(place);
    for (int offset : offsets) {
      entries.set(place + offset);
    }
    return place;
  }

  /** Greater than any place. */
  int end() {
    return places.length();
  }

  private int firstFit(int from, int[] offsets) {
    int place = nextFree(from, offsets);
    while (!fits(place, offsets)) {
      place = nextFree(place + 1, offsets);
    }
    return place;
  }

  /** The next place at which the first entry meets no other. */
  private int nextFree(int from, int[] offsets) {
    int place = from;
    do {
      place = places.nextClearBit(place);
      if (offsets.length > 0) {
        place = entries.nextClearBit(place + offsets[0]) - offsets[0];
      }
    } while (places.get(place));
    return place;
  }

  private boolean fits(int place, int[] offsets) {
    for (int offset : offsets) {
      if (entries.get(place + offset)) {
        return false;
      }
    }
    return true;
  }
}
