package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.match.PhraseAutomaton;
import io.pulltriage.classifier.rules.Wording.Context;
import io.pulltriage.classifier.text.PhraseWords;
import io.pulltriage.classifier.text.TextScanner;
import io.pulltriage.classifier.text.Vocabulary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All phrases of all rules and of the wording, numbered, and what finding one of them means. */
final class Phrasebook {

  static final byte NEXT_ERROR = 1;
  static final byte ASIDE = 2;
  static final byte ANONYMOUS = 3;

  private static final byte NAME_AFTER = 1;
  private static final byte QUOTED_NAME_AFTER = 2;
  private static final byte QUOTED_WORD_AFTER = 4;

  private final Map<PhraseWords, Integer> numbers = new LinkedHashMap<>();
  private final PhraseAutomaton automaton;
  private final TextScanner scanner;
  private final int[] lengths;
  private final int[] contexts;
  private final byte[] turns;
  private final byte[] namesAfterState;

  Phrasebook(Collection<Rule> rules, Wording wording) {
    rules.forEach(rule -> collect(rule.text()));
    wording.contexts().forEach(context -> context.text().forEach(this::collect));
    wording.namesAfter().forEach(this::collect);
    wording.quotedNamesAfter().forEach(this::collect);
    wording.quotedWordsAfter().forEach(this::collect);
    wording.nextError().forEach(this::collect);
    wording.aside().forEach(this::collect);
    wording.anonymous().forEach(this::collect);

    Vocabulary vocabulary =
        new Vocabulary(
            numbers.keySet().stream().flatMap(words -> words.ordinaryWords().stream()).toList());
    scanner = new TextScanner(vocabulary);
    List<int[]> symbols = new ArrayList<>();
    numbers.keySet().forEach(words -> symbols.add(words.symbols(vocabulary)));
    automaton = PhraseAutomaton.of(symbols);
    lengths = symbols.stream().mapToInt(phrase -> phrase.length).toArray();
    contexts = contexts(wording);
    turns = turns(wording);
    namesAfterState = namesAfterState(wording);
  }

  TextScanner scanner() {
    return scanner;
  }

  PhraseAutomaton automaton() {
    return automaton;
  }

  /** How many phrases there are. */
  int size() {
    return numbers.size();
  }

  /** The number of a phrase that was collected. */
  int number(String phrase) {
    Integer number = numbers.get(PhraseWords.of(phrase));
    if (number == null) {
      throw new IllegalArgumentException("'" + phrase + "' was not collected");
    }
    return number;
  }

  int[] numbers(List<String> phrases) {
    return phrases.stream().mapToInt(this::number).toArray();
  }

  /** How many symbols a phrase is long. */
  int length(int phrase) {
    return lengths[phrase];
  }

  /** The contexts that a phrase puts a message into, as bits. */
  int contexts(int phrase) {
    return contexts[phrase];
  }

  /** How a phrase parts errors: one of the constants above, or 0. */
  byte turn(int phrase) {
    return turns[phrase];
  }

  boolean nameFollows(int state) {
    return (namesAfterState[state] & NAME_AFTER) != 0;
  }

  boolean quotedNameFollows(int state) {
    return (namesAfterState[state] & (NAME_AFTER | QUOTED_NAME_AFTER)) != 0;
  }

  boolean quotedWordFollows(int state) {
    return (namesAfterState[state] & QUOTED_WORD_AFTER) != 0;
  }

  private void collect(Rule.Phrases phrases) {
    phrases.all().forEach(this::collect);
    phrases.any().forEach(this::collect);
    phrases.none().forEach(this::collect);
  }

  private void collect(String phrase) {
    numbers.putIfAbsent(PhraseWords.of(phrase), numbers.size());
  }

  private int[] contexts(Wording wording) {
    int[] bits = new int[numbers.size()];
    for (int i = 0; i < wording.contexts().size(); i++) {
      Context context = wording.contexts().get(i);
      for (int phrase : numbers(context.text())) {
        bits[phrase] |= 1 << i;
      }
    }
    return bits;
  }

  private byte[] turns(Wording wording) {
    byte[] marked = new byte[numbers.size()];
    wording.nextError().forEach(phrase -> marked[number(phrase)] = NEXT_ERROR);
    wording.aside().forEach(phrase -> marked[number(phrase)] = ASIDE);
    wording.anonymous().forEach(phrase -> marked[number(phrase)] = ANONYMOUS);
    return marked;
  }

  private byte[] namesAfterState(Wording wording) {
    byte[] byPhrase = new byte[numbers.size()];
    wording.namesAfter().forEach(phrase -> byPhrase[number(phrase)] |= NAME_AFTER);
    wording.quotedNamesAfter().forEach(phrase -> byPhrase[number(phrase)] |= QUOTED_NAME_AFTER);
    wording.quotedWordsAfter().forEach(phrase -> byPhrase[number(phrase)] |= QUOTED_WORD_AFTER);
    byte[] byState = new byte[automaton.size()];
    for (int state = 0; state < byState.length; state++) {
      for (int phrase : automaton.ends(state)) {
        byState[state] |= byPhrase[phrase];
      }
    }
    return byState;
  }
}
