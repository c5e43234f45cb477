package io.pulltriage.classifier.match;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Phrases as a tree of states, in which every state also knows where a symbol leads that goes on
 * with another phrase, one that began later in the text.
 */
final class PhraseTrie {

  private final List<Map<Integer, Integer>> transitions = new ArrayList<>();
  private final List<List<Integer>> ends = new ArrayList<>();

  PhraseTrie(List<int[]> phrases) {
    grow();
    for (int phrase = 0; phrase < phrases.size(); phrase++) {
      int state = PhraseAutomaton.START;
      for (int symbol : phrases.get(phrase)) {
        Integer next = transitions.get(state).get(symbol);
        if (next == null) {
          next = grow();
          transitions.get(state).put(symbol, next);
        }
        state = next;
      }
      ends.get(state).add(phrase);
    }
    complete();
  }

  /**
   * Where the symbols lead from each state; one that is not there leads where it leads from the
   * start.
   */
  List<Map<Integer, Integer>> transitions() {
    return transitions;
  }

  /** The phrases that end in a state. */
  int[] ends(int state) {
    return ends.get(state).stream().mapToInt(phrase -> phrase).toArray();
  }

  private int grow() {
    transitions.add(new HashMap<>());
    ends.add(new ArrayList<>());
    return transitions.size() - 1;
  }

  /**
   * Gives each state what its fallback has: the state of the longest other phrase's beginning that
   * it ends in. Breadth first, so that the fallback, which is nearer to the start, is complete.
   */
  private void complete() {
    int[] fallbacks = new int[transitions.size()];
    Map<Integer, Integer> start = transitions.get(PhraseAutomaton.START);
    ArrayDeque<Integer> queue = new ArrayDeque<>(start.values());
    while (!queue.isEmpty()) {
      int state = queue.remove();
      int fallback = fallbacks[state];
      Map<Integer, Integer> own = transitions.get(state);
      own.forEach(
          (symbol, child) -> {
            fallbacks[child] = next(fallback, symbol);
            queue.add(child);
          });
      ends.get(state).addAll(ends.get(fallback));
      if (fallback != PhraseAutomaton.START) {
        transitions.get(fallback).forEach(own::putIfAbsent);
      }
    }
  }

  private int next(int state, int symbol) {
    Integer next = transitions.get(state).get(symbol);
    return next != null
        ? next
        : transitions.get(PhraseAutomaton.START).getOrDefault(symbol, PhraseAutomaton.START);
  }
}
