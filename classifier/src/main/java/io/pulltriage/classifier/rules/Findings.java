package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.match.PhraseAutomaton;
import io.pulltriage.classifier.text.SymbolSink;
import io.pulltriage.classifier.text.Symbols;
import java.util.Arrays;

/**
 * What was found in one message: phrases in the order in which they end, the errors that it
 * consists of, its contexts. For one message and one thread.
 */
final class Findings implements SymbolSink {

  /** Of more errors than this the first and the last are told apart. */
  private static final int MOST_ERRORS = 32;

  private final Phrasebook phrasebook;
  private final PhraseAutomaton automaton;
  private int state = PhraseAutomaton.START;
  private int symbols;
  private int found;
  private int[] phrases = new int[32];
  private int[] positions = new int[32];
  private int contexts;

  private int errors = 1;
  private final int[] starts = new int[MOST_ERRORS];
  private int asides;
  private int anonymous;
  private int foreign;
  private int own;

  private final long[] looked;

  private int ownRegistry;
  private boolean image;
  private int lastRegistry;

  /**
   * Nothing yet.
   *
   * @param contexts that are known from elsewhere
   */
  Findings(Phrasebook phrasebook, int contexts) {
    this.phrasebook = phrasebook;
    this.automaton = phrasebook.automaton();
    this.contexts = contexts;
    this.looked = new long[(phrasebook.size() + 63) >> 6];
  }

  @Override
  public void accept(int symbol, int from, int to) {
    state = automaton.step(state, symbol);
    if (state != PhraseAutomaton.START) {
      for (int phrase : automaton.ends(state)) {
        record(phrase);
      }
    }
    symbols++;
  }

  @Override
  public boolean expectsName() {
    return phrasebook.nameFollows(state);
  }

  @Override
  public boolean expectsQuotedName() {
    return phrasebook.quotedNameFollows(state);
  }

  /** An image that is named before any list of errors is the one asked for: its registry is own. */
  @Override
  public void image(int registry) {
    if (!image && errors == 1) {
      ownRegistry = registry;
    }
    image = true;
    if (registry != 0) {
      lastRegistry = registry;
    }
    if (registry != 0 && registry == ownRegistry) {
      own |= currentError();
    } else if (registry != 0) {
      foreign |= currentError();
    }
  }

  @Override
  public void request(int registry) {
    lastRegistry = registry;
  }

  /** To be called when the text has ended. */
  void finish() {
    if (symbols == 0) {
      accept(Symbols.NOTHING, 0, 0);
    }
    if (lastRegistry == 0 ? image : lastRegistry == Symbols.DOCKER_HUB_HOST) {
      accept(Symbols.DOCKER_HUB, 0, 0);
    }
  }

  int contexts() {
    return contexts;
  }

  int errors() {
    return errors;
  }

  int found() {
    return found;
  }

  /** Restricts {@link #has} to a stretch of the findings, until told to look away from it. */
  void look(int from, int to) {
    for (int i = from; i < to; i++) {
      looked[phrases[i] >> 6] |= 1L << phrases[i];
    }
  }

  /** Undoes looking at a stretch; clears only what it set, as most of the bits never are. */
  void lookAway(int from, int to) {
    for (int i = from; i < to; i++) {
      looked[phrases[i] >> 6] = 0;
    }
  }

  /** Whether a phrase stands in the stretch that is looked at. */
  boolean has(int phrase) {
    return (looked[phrase >> 6] & (1L << phrase)) != 0;
  }

  /** Where the finding ends, counted in symbols. */
  int position(int index) {
    return positions[index];
  }

  int phrase(int index) {
    return phrases[index];
  }

  /** The first finding that belongs to an error; {@link #found()} behind the last error. */
  int firstOf(int error) {
    if (error >= errors) {
      return found;
    }
    int index = 0;
    while (index < found && positions[index] < starts[error]) {
      index++;
    }
    return index;
  }

  /** The higher, the more an error's verdict weighs against another error's. */
  int weight(int error) {
    int bit = 1 << error;
    boolean elsewhere = ownRegistry != 0 && (foreign & bit) != 0 && (own & bit) == 0;
    return ((asides & bit) == 0 ? 4 : 0) + ((anonymous & bit) == 0 ? 2 : 0) + (elsewhere ? 0 : 1);
  }

  /** In words, why one error weighs less than another. */
  String lightness(int error, int heavier) {
    int lost = 1 << error;
    int won = 1 << heavier;
    if ((asides & lost) != 0 && (asides & won) == 0) {
      return "it is told aside";
    }
    return (anonymous & lost) != 0 && (anonymous & won) == 0
        ? "it is that of an attempt without a credential"
        : "it is another registry's than the image's own";
  }

  /** How many symbols a phrase is long. */
  int length(int phrase) {
    return phrasebook.length(phrase);
  }

  private void record(int phrase) {
    if (found == phrases.length) {
      phrases = Arrays.copyOf(phrases, found * 2);
      positions = Arrays.copyOf(positions, found * 2);
    }
    phrases[found] = phrase;
    positions[found] = symbols;
    found++;
    contexts |= phrasebook.contexts(phrase);
    byte turn = phrasebook.turn(phrase);
    if (turn == Phrasebook.ANONYMOUS) {
      anonymous |= currentError();
    } else if (turn != 0) {
      // The mark that such a phrase begins with still closes the error before.
      begin(symbols - phrasebook.length(phrase) + 2, turn == Phrasebook.ASIDE);
    }
  }

  private void begin(int start, boolean aside) {
    if (errors > 1 && start <= starts[errors - 1]) {
      return;
    }
    if (errors < MOST_ERRORS) {
      errors++;
    }
    int bit = currentError();
    starts[errors - 1] = start;
    asides = aside ? asides | bit : asides & ~bit;
    anonymous &= ~bit;
    own &= ~bit;
    foreign &= ~bit;
  }

  private int currentError() {
    return 1 << (errors - 1);
  }
}
