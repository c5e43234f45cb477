package io.pulltriage.classifier.match;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where each symbol leads from each state. The rows of the states are laid over each other in one
 * array so that no two entries meet, each entry with the state that it belongs to: as quick as a
 * full table, and small enough to stay in the processor's cache.
 */
final class TransitionTable {

  private static final long FREE = -1;

  private final int[] fromStart;
  private final int[] bases;
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
    rows.get(PhraseAutomaton.START).forEach((symbol, target) -> fromStart[symbol] = target);
    bases = new int[rows.size()];
    widen(width);
    // The fullest rows first: small ones fit into the gaps.
    IntStream.range(PhraseAutomaton.START + 1, rows.size())
        .boxed()
        .sorted(Comparator.comparingInt((Integer state) -> -rows.get(state).size()))
        .forEach(state -> lay(state, rows.get(state)));
  }

  int next(int state, int symbol) {
    if (symbol >= fromStart.length) {
      return PhraseAutomaton.START;
    }
    long entry = entries[bases[state] + symbol];
    return entry >>> Integer.SIZE == state ? (int) entry : fromStart[symbol];
  }

  private void lay(int state, Map<Integer, Integer> row) {
    if (row.isEmpty()) {
      return;
    }
    int[] symbols = row.keySet().stream().mapToInt(symbol -> symbol).sorted().toArray();
    while (firstFree < entries.length && entries[firstFree] != FREE) {
      firstFree++;
    }
    int base = Math.max(0, firstFree - symbols[0]);
    while (!fits(base, symbols)) {
      base++;
    }
    widen(base + fromStart.length);
    bases[state] = base;
    int chosen = base;
    row.forEach(
        (symbol, target) -> entries[chosen + symbol] = (long) state << Integer.SIZE | target);
  }

  private boolean fits(int base, int[] symbols) {
    for (int symbol : symbols) {
      if (base + symbol < entries.length && entries[base + symbol] != FREE) {
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
