package io.pulltriage.classifier.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the best of some rules for what was found, looking only at rules that can match. */
final class RuleIndex {

  private static final CompiledRule[] NONE = {};

  private final CompiledRule[][] byPhrase;
  private final CompiledRule[] textless;
  private final int words;

  RuleIndex(List<CompiledRule> rules, int phrases) {
    List<List<CompiledRule>> lists = new ArrayList<>();
    for (int i = 0; i < phrases; i++) {
      lists.add(new ArrayList<>());
    }
    for (CompiledRule rule : rules) {
      for (int phrase : rule.triggers()) {
        lists.get(phrase).add(rule);
      }
    }
    byPhrase = lists.stream().map(list -> list.toArray(NONE)).toArray(CompiledRule[][]::new);
    textless =
        rules.stream().filter(rule -> rule.triggers().length == 0).toArray(CompiledRule[]::new);
    words = (phrases + 63) >> 6;
  }

  /**
   * The rule that decides a stretch of findings: the highest priority, then the match that ends
   * last, then the one that asks for more; null where none matches.
   */
  @Nullable CompiledRule best(Findings findings, int from, int to, Circumstance circumstance) {
    long[] present = new long[words];
    for (int i = from; i < to; i++) {
      int phrase = findings.phrase(i);
      present[phrase >> 6] |= 1L << phrase;
    }
    long[] seen = new long[words];
    CompiledRule best = null;
    int bestAt = -1;
    for (int i = to - 1; i >= from; i--) {
      int phrase = findings.phrase(i);
      if ((seen[phrase >> 6] & (1L << phrase)) != 0) {
        continue;
      }
      seen[phrase >> 6] |= 1L << phrase;
      for (CompiledRule rule : byPhrase[phrase]) {
        if (rule != best
            && wins(rule, best, findings.position(i) == bestAt)
            && circumstance.allows(rule, present, findings.contexts())) {
          best = rule;
          bestAt = findings.position(i);
        }
      }
    }
    return bestTextless(best, present, findings.contexts(), circumstance);
  }

  private @Nullable CompiledRule bestTextless(
      @Nullable CompiledRule bestByText, long[] present, int contexts, Circumstance circumstance) {
    CompiledRule best = bestByText;
    for (CompiledRule rule : textless) {
      if (wins(rule, best, false) && circumstance.allows(rule, present, contexts)) {
        best = rule;
      }
    }
    return best;
  }

  private static boolean wins(CompiledRule rule, @Nullable CompiledRule best, boolean samePlace) {
    if (best == null || rule.outranks(best)) {
      return true;
    }
    return samePlace && !best.outranks(rule) && rule.isMoreSpecific(best);
  }
}
