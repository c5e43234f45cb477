package io.pulltriage.classifier.rules;

import java.util.List;
import java.util.Locale;

/** A rule with numbers in place of phrases and bits in place of contexts. */
final class CompiledRule {

  private final Rule rule;
  private final int order;
  private final int[] all;
  private final int[] any;
  private final int[] none;
  private final int within;
  private final int outside;
  private final List<String> reasons;
  private final List<String> runtimes;
  private final int symbols;

  CompiledRule(Rule rule, int order, Phrasebook phrasebook, Wording wording) {
    this.rule = rule;
    this.order = order;
    this.all = phrasebook.numbers(rule.text().all());
    this.any = phrasebook.numbers(rule.text().any());
    this.none = phrasebook.numbers(rule.text().none());
    this.within = contexts("within", rule.circumstances().within(), wording);
    this.outside = contexts("outside", rule.circumstances().outside(), wording);
    this.reasons = lowerCase(rule.circumstances().reasons());
    this.runtimes = lowerCase(rule.circumstances().runtimes());
    int length = 0;
    for (int phrase : all) {
      length += phrasebook.length(phrase);
    }
    this.symbols = length;
  }

  Rule rule() {
    return rule;
  }

  List<String> reasons() {
    return reasons;
  }

  /** The phrases of which one must have been found before this rule is asked at all. */
  int[] triggers() {
    return all.length > 0 ? all : any;
  }

  /** Whether the rule holds for the findings that are looked at. */
  boolean matches(Findings findings, Circumstance circumstance) {
    int contexts = findings.contexts();
    return (within & ~contexts) == 0
        && (outside & contexts) == 0
        && (reasons.isEmpty() || reasons.contains(circumstance.reason()))
        && (runtimes.isEmpty()
            || circumstance.runtime().isEmpty()
            || runtimes.contains(circumstance.runtime()))
        && hasAll(findings)
        && (any.length == 0 || all.length == 0 || hasOne(any, findings))
        && !hasOne(none, findings);
  }

  /**
   * Whether this rule decides rather than another that matches the same error and ends there too.
   */
  boolean outranks(CompiledRule other) {
    Rule.Precedence mine = rule.precedence();
    Rule.Precedence theirs = other.rule.precedence();
    if (mine.lastResort() != theirs.lastResort()) {
      return theirs.lastResort();
    }
    if (mine.priority() != theirs.priority()) {
      return mine.priority() > theirs.priority();
    }
    return false;
  }

  /** Whether this rule asks for more of the text than another or stands before it. */
  boolean isMoreSpecific(CompiledRule other) {
    return symbols != other.symbols ? symbols > other.symbols : order < other.order;
  }

  private boolean hasAll(Findings findings) {
    for (int phrase : all) {
      if (!findings.has(phrase)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasOne(int[] phrases, Findings findings) {
    for (int phrase : phrases) {
      if (findings.has(phrase)) {
        return true;
      }
    }
    return false;
  }

  private int contexts(String key, List<String> names, Wording wording) {
    int bits = 0;
    for (String name : names) {
      int index = wording.contextNames().indexOf(name);
      if (index < 0) {
        throw rule.problem(
            key, "unknown context '" + name + "'; there are " + wording.contextNames());
      }
      bits |= 1 << index;
    }
    return bits;
  }

  private static List<String> lowerCase(List<String> texts) {
    return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
  }
}
