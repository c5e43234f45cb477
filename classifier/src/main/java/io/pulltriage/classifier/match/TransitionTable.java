package io.pulltriage.classifier.match;

import java.util.Arrays;
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
  private final int size;
  private final long[] entries;

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
    RowLayout layout = new RowLayout();
    // The fullest rows first: small ones fit into the gaps.
    IntStream.range(PhraseAutomaton.START + 1, rows.size())
        .boxed()
        .sorted(Comparator.comparingInt((Integer state) -> -rows.get(state).size()))
        .forEach(state -> places[state] = layout.lay(rows.get(state).keySet()));
    size = layout.end();
    entries = new long[size + width];
    Arrays.fill(entries, FREE);
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
    return size;
  }

  private static long entry(int place, int target) {
    return (long) place << Integer.SIZE | target;
  }
}
