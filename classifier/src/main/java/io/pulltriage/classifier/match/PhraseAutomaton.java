package io.pulltriage.classifier.match;

import java.util.Arrays;
import java.util.List;

/**
 * The automaton of Aho and Corasick over symbols: two look-ups per symbol, however many phrases
 * there are. Immutable and thread-safe; who uses it keeps the state.
 */
public final class PhraseAutomaton {

  /** The state in which no phrase has begun. */
  public static final int START = 0;

  private static final int[] NONE = {};

  private final TransitionTable transitions;
  private final int[][] ends;

  private PhraseAutomaton(TransitionTable transitions, int[][] ends) {
    this.transitions = transitions;
    this.ends = ends;
  }

  /** Builds the automaton; a phrase's number is its place in the list. No phrase may be empty. */
  public static PhraseAutomaton of(List<int[]> phrases) {
    PhraseTrie trie = new PhraseTrie(phrases);
    TransitionTable transitions = new TransitionTable(trie.transitions());
    int[][] ends = new int[transitions.size()][];
    Arrays.fill(ends, NONE);
    int[] places = transitions.places();
    for (int state = 0; state < places.length; state++) {
      ends[places[state]] = trie.ends(state);
    }
    return new PhraseAutomaton(transitions, ends);
  }

  /** The state after one more symbol. */
  public int step(int state, int symbol) {
    return transitions.next(state, symbol);
  }

  /** The phrases that end here; not to be changed. */
  public int[] ends(int state) {
    return ends[state];
  }

  /** Greater than any state. */
  public int size() {
    return ends.length;
  }
}
