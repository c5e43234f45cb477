package io.pulltriage.classifier.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the best of some rules for what was found, looking only at rules that can match. */
final class RuleIndex {

  private static final CompiledRule[] NONE = {};

  private final CompiledRule[][] byPhrase;
  private final Map<String, CompiledRule[]> textlessByReason;
  private final CompiledRule[] textless;
  private final boolean empty;

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
    textless = textless(rules, "");
    textlessByReason = new HashMap<>();
    for (CompiledRule rule : rules) {
      rule.reasons().forEach(reason -> textlessByReason.put(reason, textless(rules, reason)));
    }
    empty = rules.isEmpty();
  }

  private static CompiledRule[] textless(List<CompiledRule> rules, String reason) {
    return rules.stream()
        .filter(rule -> rule.triggers().length == 0)
        .filter(rule -> rule.reasons().isEmpty() || rule.reasons().contains(reason))
        .toArray(CompiledRule[]::new);
  }

  /**
   * The rule that decides a stretch of findings: the highest priority, then the match that ends
   * last, then the one that asks for more; null where none matches.
   */
  @Nullable CompiledRule best(Findings findings, int from, int to, Circumstance circumstance) {
    if (empty) {
      return null;
    }
    findings.look(from, to);
    CompiledRule best = null;
    int bestAt = -1;
    for (int i = to - 1; i >= from; i--) {
      for (CompiledRule rule : byPhrase[findings.phrase(i)]) {
        if (rule != best
            && wins(rule, best, findings.position(i) == bestAt)
            && rule.matches(findings, circumstance)) {
          best = rule;
          bestAt = findings.position(i);
        }
      }
    }
    return bestTextless(best, findings, circumstance);
  }

  private @Nullable CompiledRule bestTextless(
      @Nullable CompiledRule bestByText, Findings findings, Circumstance circumstance) {
    CompiledRule best = bestByText;
    for (CompiledRule rule : textlessByReason.getOrDefault(circumstance.reason(), textless)) {
      if (wins(rule, best, false) && rule.matches(findings, circumstance)) {
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
