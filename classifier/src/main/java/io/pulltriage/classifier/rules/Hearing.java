package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.Why.Candidate;
import io.pulltriage.classifier.Why.Match;
import io.pulltriage.classifier.Why.Outcome;
import io.pulltriage.classifier.rules.Circumstances.Circumstance;
import io.pulltriage.classifier.text.SymbolPlaces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hears every rule that is considered for one message: what of it was found where, and why it won,
 * lost or does not hold. It asks the same indexes that decide. For one message and one thread.
 */
final class Hearing {

  /** The number of the error of rules that read the message as a whole. */
  private static final int WHOLE = -1;

  private final Findings findings;
  private final SymbolPlaces places;
  private final Circumstance circumstance;
  private final List<String> contexts;
  private final Map<CompiledRule, List<Plea>> pleas = new LinkedHashMap<>();

  /**
   * Nobody has been heard yet.
   *
   * @param findings all of the message's
   * @param contexts what rules call the contexts
   */
  Hearing(
      Findings findings, SymbolPlaces places, Circumstance circumstance, List<String> contexts) {
    this.findings = findings;
    this.places = places;
    this.circumstance = circumstance;
    this.contexts = contexts;
  }

  /**
   * How a rule stands in one stretch of the findings.
   *
   * @param users whether it is a user's
   * @param error which error the stretch is, or {@link #WHOLE}
   * @param best whether it is the best there
   * @param objection why it does not hold there; empty where it does
   * @param lastAt where the last phrase that it asks for ends, counted in symbols
   * @param matches what of it was found there
   */
  private record Plea(
      CompiledRule rule,
      boolean users,
      int error,
      boolean best,
      Optional<String> objection,
      int lastAt,
      List<Match> matches) {

    boolean holds() {
      return objection.isEmpty();
    }
  }

  /** Hears the rules of one origin. */
  void hear(RuleSet.Stage stage, boolean users) {
    hear(stage.message(), users, WHOLE, 0, findings.found());
    for (int error = 0; error < findings.errors(); error++) {
      hear(stage.error(), users, error, findings.firstOf(error), findings.firstOf(error + 1));
    }
  }

  /** How all fared where none holds. */
  List<Candidate> withoutWinner() {
    return pleas.values().stream()
        .map(Hearing::strongest)
        .filter(plea -> !plea.matches.isEmpty())
        .sorted(Comparator.comparingInt((Plea plea) -> plea.matches.size()).reversed())
        .map(plea -> candidate(plea, Outcome.NO_MATCH, plea.objection.orElse("")))
        .toList();
  }

  /** How all fared, the winner first. */
  List<Candidate> wonBy(CompiledRule winner) {
    Plea won = decisive(pleas.getOrDefault(winner, List.of()));
    List<Candidate> lost = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    for (List<Plea> heard : pleas.values()) {
      Plea plea = against(won, heard);
      if (plea.rule != winner && plea.holds()) {
        lost.add(candidate(plea, Outcome.LOST, new Judgement(findings).why(plea, won)));
      } else if (plea.rule != winner && !plea.matches.isEmpty()) {
        others.add(candidate(plea, Outcome.NO_MATCH, plea.objection.orElse("")));
      }
    }
    others.sort(Comparator.comparingInt((Candidate c) -> c.matches().size()).reversed());
    List<Candidate> all = new ArrayList<>();
    all.add(candidate(won, Outcome.WON, "decides"));
    all.addAll(lost);
    all.addAll(others);
    return all;
  }

  private void hear(RuleIndex index, boolean users, int error, int from, int to) {
    CompiledRule best = index.best(findings, from, to, circumstance);
    Collection<CompiledRule> rules = index.considered(findings, from, to, circumstance);
    findings.look(from, to);
    for (CompiledRule rule : rules) {
      Optional<String> objection = rule.objection(findings, circumstance, contexts);
      List<Match> matches = new ArrayList<>();
      int lastAt = -1;
      for (int i = from; i < to; i++) {
        lastAt = rule.asked(findings.phrase(i)) == null ? lastAt : findings.position(i);
        addMatch(rule, i, matches);
      }
      matches.sort(Comparator.comparingInt(Match::start).thenComparingInt(Match::end));
      pleas
          .computeIfAbsent(rule, unheard -> new ArrayList<>())
          .add(new Plea(rule, users, error, rule == best, objection, lastAt, matches));
    }
    findings.lookAway(from, to);
  }

  /** What is said of a text as a whole stands nowhere. */
  private void addMatch(CompiledRule rule, int finding, List<Match> matches) {
    int phrase = findings.phrase(finding);
    String asked = rule.asked(phrase);
    String forbidden = rule.forbidden(phrase);
    int last = findings.position(finding);
    if (last >= places.size() || (asked == null && forbidden == null)) {
      return;
    }
    int first = last - findings.length(phrase) + 1;
    String spelt = asked == null ? String.valueOf(forbidden) : asked;
    matches.add(new Match(spelt, places.start(first), places.end(last), asked == null));
  }

  private Plea decisive(List<Plea> heard) {
    return heard.stream()
        .filter(plea -> plea.holds() && plea.best)
        .max(Comparator.comparingInt(this::weight).thenComparingInt(Plea::error))
        .orElseThrow(() -> new IllegalStateException("the winner was not heard"));
  }

  private int weight(Plea plea) {
    return plea.error == WHOLE
        ? Integer.MAX_VALUE
        : findings.weight(plea.error, plea.rule.progress());
  }

  /**
   * A rule that stands in several errors is compared where the winner stands, if it holds there.
   */
  private static Plea against(Plea won, List<Plea> heard) {
    return heard.stream()
        .filter(plea -> plea.holds() && plea.error == won.error)
        .findFirst()
        .orElseGet(() -> strongest(heard));
  }

  private static Plea strongest(List<Plea> heard) {
    return heard.stream()
        .max(
            Comparator.comparing(Plea::holds)
                .thenComparingInt(plea -> plea.matches.size())
                .thenComparingInt(Plea::error))
        .orElseThrow();
  }

  private static Candidate candidate(Plea plea, Outcome outcome, String reason) {
    Rule rule = plea.rule.rule();
    return new Candidate(rule.id(), rule.result(), plea.users, outcome, reason, plea.matches);
  }

  /** Why a rule that holds does not decide. */
  private record Judgement(Findings findings) {

    String why(Plea lost, Plea won) {
      boolean lastResort = lost.rule.rule().precedence().lastResort();
      if (lastResort && !won.rule.rule().precedence().lastResort()) {
        return "is a last resort: decides only if no other rule holds";
      }
      if (lost.users != won.users && won.users) {
        return "the users' rules come before the bundled ones";
      }
      if (lost.error != won.error) {
        return elsewhere(lost, won);
      }
      return lost.users == won.users ? sameError(lost, won) : priority(lost, won);
    }

    private String elsewhere(Plea lost, Plea won) {
      if (won.error == WHOLE || lost.error == WHOLE) {
        return "rules that read the whole message come before those that read one error";
      }
      Progress lostProgress = lost.rule.progress();
      Progress wonProgress = won.rule.progress();
      if (findings.weight(lost.error, lostProgress) < findings.weight(won.error, wonProgress)) {
        return "stands in another error, which counts less: "
            + findings.lightness(lost.error, lostProgress, won.error, wonProgress);
      }
      return lost.error < won.error
          ? "stands in an earlier error: the last one decides"
          : priority(lost, won);
    }

    private static String sameError(Plea lost, Plea won) {
      if (won.rule.outranks(lost.rule)) {
        return priority(lost, won);
      }
      if (lost.lastAt < won.lastAt) {
        return "its match ends earlier in the text than the winner's";
      }
      return won.rule.asksForMore(lost.rule)
          ? "asks for fewer words than the winner"
          : "stands behind the winner in the rules";
    }

    private static String priority(Plea lost, Plea won) {
      return "its priority is %d, the winner's %d"
          .formatted(
              lost.rule.rule().precedence().priority(), won.rule.rule().precedence().priority());
    }
  }
}
