package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.rules.Circumstances.Circumstance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the best of some rules for what was found, looking only at rules that can match. */
final class RuleIndex {

  private static final CompiledRule[] NONE = {};

  private final CompiledRule[][] byPhrase;
  private final int[] highestRanks;
  private final CompiledRule[][] textlessByReason;
  private final boolean empty;

  RuleIndex(List<CompiledRule> rules, int phrases, int reasons) {
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
    highestRanks = lists.stream().mapToInt(RuleIndex::highestRank).toArray();
    textlessByReason = new CompiledRule[reasons][];
    for (int reason = 0; reason < reasons; reason++) {
      textlessByReason[reason] = textless(rules, reason);
    }
    empty = rules.isEmpty();
  }

  private static int highestRank(List<CompiledRule> rules) {
    return rules.stream().mapToInt(CompiledRule::rank).max().orElse(Integer.MIN_VALUE);
  }

  private static CompiledRule[] textless(List<CompiledRule> rules, int reason) {
    return rules.stream()
        .filter(rule -> rule.triggers().length == 0 && rule.allowsReason(reason))
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
      int phrase = findings.phrase(i);
      boolean samePlace = findings.position(i) == bestAt;
      if (best != null && !samePlace && highestRanks[phrase] <= best.rank()) {
        continue;
      }
      for (CompiledRule rule : byPhrase[phrase]) {
        if (rule != best && wins(rule, best, samePlace) && rule.matches(findings, circumstance)) {
          best = rule;
          bestAt = findings.position(i);
          samePlace = true;
        }
      }
    }
    best = bestTextless(best, findings, circumstance);
    findings.lookAway(from, to);
    return best;
  }

  /** The rules that are looked at for a stretch of findings, each once. */
  Set<CompiledRule> considered(Findings findings, int from, int to, Circumstance circumstance) {
    Set<CompiledRule> rules = new LinkedHashSet<>();
    for (int i = to - 1; i >= from; i--) {
      rules.addAll(List.of(byPhrase[findings.phrase(i)]));
    }
    rules.addAll(List.of(textlessByReason[circumstance.reason()]));
    return rules;
  }

  private @Nullable CompiledRule bestTextless(
      @Nullable CompiledRule bestByText, Findings findings, Circumstance circumstance) {
    CompiledRule best = bestByText;
    for (CompiledRule rule : textlessByReason[circumstance.reason()]) {
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
