package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.rules.Circumstances.Circumstance;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rule with numbers in place of phrases and bits in place of contexts. */
final class CompiledRule {

  /** More than any priority: rules of last resort rank below all others. */
  private static final int LAST_RESORT = 1_000;

  private static final int CHOICES_TOLD = 3;

  private final Rule rule;
  private final int order;
  private final int[] all;
  private final int[] any;
  private final int[] none;
  private final int within;
  private final int outside;
  private final boolean[] reasons;
  private final boolean[] runtimes;
  private final int symbols;
  private final int rank;
  private final Progress progress;

  CompiledRule(
      Rule rule, int order, Phrasebook phrasebook, Circumstances circumstances, Wording wording) {
    this.rule = rule;
    this.order = order;
    this.rank = rule.precedence().priority() - (rule.precedence().lastResort() ? LAST_RESORT : 0);
    this.all = phrasebook.numbers(rule.text().all());
    this.any = phrasebook.numbers(rule.text().any());
    this.none = phrasebook.numbers(rule.text().none());
    this.within = contexts("within", rule.circumstances().within(), wording);
    this.outside = contexts("outside", rule.circumstances().outside(), wording);
    this.reasons = circumstances.reasons().flags(rule.circumstances().reasons());
    this.runtimes = circumstances.runtimes().flags(rule.circumstances().runtimes());
    this.progress = Progress.of(rule.result().cause());
    int length = 0;
    for (int phrase : all) {
      length += phrasebook.length(phrase);
    }
    this.symbols = length;
  }

  Rule rule() {
    return rule;
  }

  /** The higher wins within one error. */
  int rank() {
    return rank;
  }

  /** How far an attempt got that this rule reads. */
  Progress progress() {
    return progress;
  }

  /** Whether it can match a message of a reason. */
  boolean allowsReason(int reason) {
    return reasons.length == 0 || reasons[reason];
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
        && allowsReason(circumstance.reason())
        && (runtimes.length == 0
            || circumstance.runtime() == NameTable.NONE
            || runtimes[circumstance.runtime()])
        && hasAll(findings)
        && (any.length == 0 || all.length == 0 || hasOne(any, findings))
        && !hasOne(none, findings);
  }

  /** A phrase of this rule as its file spells it; null for a phrase that it does not ask for. */
  @Nullable String asked(int phrase) {
    String wanted = spelt(phrase, all, rule.text().all());
    return wanted == null ? spelt(phrase, any, rule.text().any()) : wanted;
  }

  /** A phrase that must not stand there, as the file spells it; null for any other. */
  @Nullable String forbidden(int phrase) {
    return spelt(phrase, none, rule.text().none());
  }

  /**
   * Why the rule does not hold for the findings that are looked at; empty where it does.
   *
   * @param contextNames what rules call the contexts
   */
  Optional<String> objection(
      Findings findings, Circumstance circumstance, List<String> contextNames) {
    if (matches(findings, circumstance)) {
      return Optional.empty();
    }
    if (!allowsReason(circumstance.reason())) {
      return Optional.of("its reason would have to be " + either(rule.circumstances().reasons()));
    }
    int missing = within & ~findings.contexts();
    int excluding = outside & findings.contexts();
    if ((missing | excluding) != 0) {
      String context = contextNames.get(Integer.numberOfTrailingZeros(missing | excluding));
      return Optional.of(
          "the message is " + (missing != 0 ? "not " : "") + "within '" + context + "'");
    }
    return Optional.of(objectionOfText(findings));
  }

  private String objectionOfText(Findings findings) {
    for (int phrase : all) {
      if (!findings.has(phrase)) {
        return "lacks " + quoted(String.valueOf(asked(phrase)));
      }
    }
    for (int phrase : none) {
      if (findings.has(phrase)) {
        return "must not have " + quoted(String.valueOf(forbidden(phrase)));
      }
    }
    return any.length == 0 || hasOne(any, findings)
        ? "the runtime would have to be " + either(rule.circumstances().runtimes())
        : "lacks " + either(rule.text().any().stream().map(CompiledRule::quoted).toList());
  }

  private static String quoted(String phrase) {
    return '"' + phrase + '"';
  }

  private static String either(List<String> choices) {
    int told = Math.min(choices.size(), CHOICES_TOLD);
    String rest = told < choices.size() ? " or one of " + (choices.size() - told) + " more" : "";
    return String.join(" or ", choices.subList(0, told)) + rest;
  }

  private static @Nullable String spelt(int phrase, int[] numbers, List<String> spellings) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == phrase) {
        return spellings.get(i);
      }
    }
    return null;
  }

  /** Whether this rule decides rather than another, wherever in an error the two match. */
  boolean outranks(CompiledRule other) {
    return rank > other.rank;
  }

  /** Whether this rule asks for more of the text than another or stands before it. */
  boolean isMoreSpecific(CompiledRule other) {
    return symbols != other.symbols ? symbols > other.symbols : order < other.order;
  }

  /** Whether all of its mandatory phrases together are longer than another's. */
  boolean asksForMore(CompiledRule other) {
    return symbols > other.symbols;
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
}
