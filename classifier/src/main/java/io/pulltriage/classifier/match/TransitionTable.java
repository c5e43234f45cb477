package io.pulltriage.classifier.match;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where each symbol leads from each state. The rows of the states are laid over each other in one
 * array so that no two entries meet, each entry with the state that it belongs to: as quick as a
 * full table, and small enough to stay in the processor's cache. A state goes by the place where
 * its row begins.
 */
final class TransitionTable {

  private static final long FREE = -1;

  private final int[] fromStart;
  private final int[] places;
  private final BitSet taken = new BitSet();
  private long[] entries = {};
  private int firstFree;

  /**
   * Lays the rows.
   *
   * @param rows of each state the target of each symbol that does not lead where it leads from the
   *     start, which is the first row
   */
  TransitionTable(List<Map<Integer, Integer>> rows) {
    int width =
        1 + rows.stream().flatMap(row -> row.keySet().stream()).mapToInt(s -> s).max().orElse(0);
    fromStart = new int[width];
    places = new int[rows.size()];
    widen(width);
    taken.set(PhraseAutomaton.START);
    // The fullest rows first: small ones fit into the gaps.
    IntStream.range(PhraseAutomaton.START + 1, rows.size())
        .boxed()
        .sorted(Comparator.comparingInt((Integer state) -> -rows.get(state).size()))
        .forEach(state -> lay(state, rows.get(state)));
    for (int state = PhraseAutomaton.START + 1; state < places.length; state++) {
      int place = places[state];
      rows.get(state).forEach((symbol, to) -> entries[place + symbol] = entry(place, places[to]));
    }
    rows.get(PhraseAutomaton.START).forEach((symbol, to) -> fromStart[symbol] = places[to]);
  }

  int next(int place, int symbol) {
    if (symbol >= fromStart.length) {
      return PhraseAutomaton.START;
    }
    long entry = entries[place + symbol];
    return entry >>> Integer.SIZE == place ? (int) entry : fromStart[symbol];
  }

  /** By what each state goes. */
  int[] places() {
    return places;
  }

  /** Greater than any place. */
  int size() {
    return taken.length();
  }

  private static long entry(int place, int target) {
    return (long) place << Integer.SIZE | target;
  }

  private void lay(int state, Map<Integer, Integer> row) {
    int[] symbols = row.keySet().stream().mapToInt(symbol -> symbol).sorted().toArray();
    while (firstFree < entries.length && entries[firstFree] != FREE) {
      firstFree++;
    }
    int place = symbols.length == 0 ? 1 : Math.max(1, firstFree - symbols[0]);
    while (taken.get(place) || !fits(place, symbols)) {
      place++;
    }
    widen(place + fromStart.length);
    taken.set(place);
    places[state] = place;
    for (int symbol : symbols) {
      entries[place + symbol] = entry(place, PhraseAutomaton.START);
    }
  }

  private boolean fits(int place, int[] symbols) {
    for (int symbol : symbols) {
      if (place + symbol < entries.length && entries[place + symbol] != FREE) {
        return false;
      }
    }
    return true;
  }

  private void widen(int length) {
    int before = entries.length;
    if (length > before) {
      entries = Arrays.copyOf(entries, Math.max(length, before * 2));
      Arrays.fill(entries, before, entries.length, FREE);
    }
  }
}
