package io.pulltriage.classifier.match;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The automaton of Aho and Corasick over symbols: one step per symbol, however many phrases there
 * are. Immutable and thread-safe; who uses it keeps the state.
 */
public final class PhraseAutomaton {

  /** The state in which no phrase has begun. */
  public static final int START = 0;

  private static final int[] NONE = {};

  private final long[] edges;
  private final int[] targets;
  private final int mask;
  private final int[] fallbacks;
  private final int[][] ends;

  private PhraseAutomaton(List<Map<Integer, Integer>> trie, int[] fallbacks, int[][] ends) {
    this.fallbacks = fallbacks;
    this.ends = ends;
    int capacity = Integer.highestOneBit(Math.max(8, trie.size() * 4));
    this.mask = capacity - 1;
    this.edges = new long[capacity];
    this.targets = new int[capacity];
    for (int state = 0; state < trie.size(); state++) {
      for (Map.Entry<Integer, Integer> edge : trie.get(state).entrySet()) {
        insert(edge(state, edge.getKey()), edge.getValue());
      }
    }
  }

  /** Builds the automaton; a phrase's number is its place in the list. No phrase may be empty. */
  public static PhraseAutomaton of(List<int[]> phrases) {
    List<Map<Integer, Integer>> trie = new ArrayList<>();
    List<List<Integer>> ends = new ArrayList<>();
    grow(trie, ends);
    for (int phrase = 0; phrase < phrases.size(); phrase++) {
      int state = START;
      for (int symbol : phrases.get(phrase)) {
        Integer next = trie.get(state).get(symbol);
        if (next == null) {
          next = grow(trie, ends);
          trie.get(state).put(symbol, next);
        }
        state = next;
      }
      ends.get(state).add(phrase);
    }
    int[] fallbacks = link(trie, ends);
    return new PhraseAutomaton(trie, fallbacks, arrays(ends));
  }

  /** The state after one more symbol. */
  public int step(int state, int symbol) {
    int from = state;
    while (true) {
      int next = target(edge(from, symbol));
      if (next >= 0) {
        return next;
      }
      if (from == START) {
        return START;
      }
      from = fallbacks[from];
    }
  }

  /** The phrases that end here; not to be changed. */
  public int[] ends(int state) {
    return ends[state];
  }

  /** How many states there are. */
  public int size() {
    return fallbacks.length;
  }

  private static int grow(List<Map<Integer, Integer>> trie, List<List<Integer>> ends) {
    trie.add(new HashMap<>());
    ends.add(new ArrayList<>());
    return trie.size() - 1;
  }

  /** Breadth first, so that a state's fallback, which is nearer to the start, is complete. */
  private static int[] link(List<Map<Integer, Integer>> trie, List<List<Integer>> ends) {
    int[] fallbacks = new int[trie.size()];
    ArrayDeque<Integer> queue = new ArrayDeque<>(trie.get(START).values());
    while (!queue.isEmpty()) {
      int state = queue.remove();
      for (Map.Entry<Integer, Integer> edge : trie.get(state).entrySet()) {
        int fallback = fallbacks[state];
        while (fallback != START && !trie.get(fallback).containsKey(edge.getKey())) {
          fallback = fallbacks[fallback];
        }
        int child = edge.getValue();
        fallbacks[child] = trie.get(fallback).getOrDefault(edge.getKey(), START);
        ends.get(child).addAll(ends.get(fallbacks[child]));
        queue.add(child);
      }
    }
    return fallbacks;
  }

  private static int[][] arrays(List<List<Integer>> ends) {
    return ends.stream()
        .map(list -> list.isEmpty() ? NONE : list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** Never 0, which marks a free slot: no edge leads by {@code UNKNOWN}. */
  private static long edge(int state, int symbol) {
    return ((long) state << 32) | symbol;
  }

  private void insert(long edge, int target) {
    int slot = slot(edge);
    while (edges[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    edges[slot] = edge;
    targets[slot] = target;
  }

  private int target(long edge) {
    int slot = slot(edge);
    while (edges[slot] != 0) {
      if (edges[slot] == edge) {
        return targets[slot];
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private int slot(long edge) {
    long mixed = edge * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & mask;
  }
}
