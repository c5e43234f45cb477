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

  private static final int[] NONE = {};

  private int errors = 1;

  /** Where each error begins; there only once there are two. */
  private int[] starts = NONE;

  private int asides;
  private int anonymous;
  private int own;

  /** The registry of the last image that the first error names; 0 for none. */
  private int firstRegistry;

  /** The same of each further error; there only once there are two. */
  private int[] registries = NONE;

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
    // No phrase has a word that no rule speaks of, so that no table needs to be asked.
    state = symbol == Symbols.UNKNOWN ? PhraseAutomaton.START : automaton.step(state, symbol);
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

  @Override
  public boolean expectsQuotedWord() {
    return phrasebook.quotedWordFollows(state);
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
    if (registry != 0) {
      own |= registry == ownRegistry ? currentError() : 0;
      setRegistry(registry);
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
    for (int error = errors - 1; ownRegistry == 0 && error > 0; error--) {
      // Where no image is named before the attempts, the last one asked the image's own registry.
      ownRegistry = registries[error];
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
    if (error == 0) {
      return 0;
    }
    int index = 0;
    while (index < found && positions[index] < starts[error]) {
      index++;
    }
    return index;
  }

  /**
   * The higher, the more an error's verdict weighs against another error's: layers that were
   * fetched, then the image's own registry, then a caller who was let in, then one who showed a
   * credential, then any answer at all.
   */
  int weight(int error, Progress progress) {
    return (progress == Progress.FETCHED ? 32 : 0)
        + ((asides & (1 << error)) == 0 ? 16 : 0)
        + (isElsewhere(error) ? 0 : 8)
        + (progress.compareTo(Progress.LET_IN) >= 0 ? 4 : 0)
        + ((anonymous & (1 << error)) == 0 ? 2 : 0)
        + (progress == Progress.UNANSWERED ? 0 : 1);
  }

  /** In words, why one error weighs less than another. */
  String lightness(int error, Progress progress, int heavier, Progress heaviersProgress) {
    if (heaviersProgress == Progress.FETCHED && progress != Progress.FETCHED) {
      return "the other attempt got as far as the layers";
    }
    if ((asides & (1 << error)) != 0 && (asides & (1 << heavier)) == 0) {
      return "it is told aside";
    }
    if (isElsewhere(error) && !isElsewhere(heavier)) {
      return "it is another registry's than the image's own";
    }
    if (progress.compareTo(Progress.LET_IN) < 0
        && heaviersProgress.compareTo(Progress.LET_IN) >= 0) {
      return "the other attempt was let in";
    }
    return (anonymous & (1 << error)) != 0 && (anonymous & (1 << heavier)) == 0
        ? "it is that of an attempt without a credential"
        : "the other attempt was answered";
  }

  private boolean isElsewhere(int error) {
    int registry = error == 0 ? firstRegistry : registries[error];
    return ownRegistry != 0
        && registry != 0
        && registry != ownRegistry
        && (own & (1 << error)) == 0;
  }

  private void setRegistry(int registry) {
    if (errors == 1) {
      firstRegistry = registry;
    } else {
      registries[errors - 1] = registry;
    }
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
    if (errors == 1) {
      starts = new int[MOST_ERRORS];
      registries = new int[MOST_ERRORS];
    }
    if (errors < MOST_ERRORS) {
      errors++;
    }
    int bit = currentError();
    starts[errors - 1] = start;
    asides = aside ? asides | bit : asides & ~bit;
    anonymous &= ~bit;
    own &= ~bit;
    registries[errors - 1] = 0;
  }

  private int currentError() {
    return 1 << (errors - 1);
  }
}
