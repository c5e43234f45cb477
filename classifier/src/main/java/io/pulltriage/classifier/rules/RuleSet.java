package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Message;
import io.pulltriage.classifier.RuleException;
import io.pulltriage.classifier.TextShape;
import io.pulltriage.classifier.Why;
import io.pulltriage.classifier.rules.Circumstances.Circumstance;
import io.pulltriage.classifier.text.SymbolPlaces;
import io.pulltriage.schemas.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rules ready to decide messages. Immutable and thread-safe. */
public final class RuleSet {

  private static final Classification NOTHING =
      new Classification(Optional.empty(), Confidence.NONE, Optional.empty(), List.of());

  private final Phrasebook phrasebook;
  private final List<String> contexts;
  private final Circumstances circumstances;
  private final int[] contextsByReason;
  private final Stage users;
  private final Stage bundled;

  /**
   * Compiles rules and tests each against its examples.
   *
   * @param userRules decide before the bundled ones and replace those of the same id
   * @throws RuleException if an example is not won by its rule, or a context is unknown
   */
  RuleSet(List<Rule> userRules, List<Rule> bundledRules, Wording wording) {
    List<Rule> rules = new ArrayList<>(userRules);
    rules.addAll(bundledRules);
    phrasebook = new Phrasebook(rules, wording);
    contexts = wording.contextNames();
    circumstances = Circumstances.of(rules, wording);
    contextsByReason = contextsByReason(circumstances.reasons(), wording);
    Compiler compiler = new Compiler(phrasebook, circumstances, wording);
    users = compiler.stage(userRules);
    bundled = compiler.stage(bundledRules);
  }

  /** What a message is. */
  public Classification classify(Message message) {
    Circumstance circumstance = circumstances.read(message);
    Findings findings = new Findings(phrasebook, contextsByReason[circumstance.reason()]);
    phrasebook.scanner().scan(message.text(), findings);
    findings.finish();
    CompiledRule decided = decide(findings, circumstance);
    return decided == null ? NOTHING : decided.rule().result();
  }

  /** What a message is, and how each rule fared that was considered. */
  public Why why(Message message) {
    Circumstance circumstance = circumstances.read(message);
    Findings findings = new Findings(phrasebook, contextsByReason[circumstance.reason()]);
    SymbolPlaces places = phrasebook.scanner().trace(message.text(), findings);
    findings.finish();
    CompiledRule decided = decide(findings, circumstance);
    Hearing hearing = new Hearing(findings, places, circumstance, contexts);
    hearing.hear(users, true);
    hearing.hear(bundled, false);
    return new Why(
        decided == null ? NOTHING : decided.rule().result(),
        decided == null ? hearing.withoutWinner() : hearing.wonBy(decided));
  }

  /** What a text looks like without the names in it. */
  public TextShape shape(String text, Set<String> names) {
    Findings findings = new Findings(phrasebook, 0);
    return TextShape.of(text, phrasebook.scanner().trace(text, findings), names);
  }

  private @Nullable CompiledRule decide(Findings findings, Circumstance circumstance) {
    CompiledRule user = users.decide(findings, circumstance);
    if (user != null && !user.rule().precedence().lastResort()) {
      return user;
    }
    CompiledRule ours = bundled.decide(findings, circumstance);
    return user == null || (ours != null && ours.outranks(user)) ? ours : user;
  }

  /**
   * Tests rules against their examples.
   *
   * @throws RuleException if a rule does not win one; the message tells all of them, one a line
   */
  void check(List<Rule> rules) {
    List<String> problems = new ArrayList<>();
    for (Rule rule : rules) {
      for (Message example : rule.examples()) {
        Optional<String> winner = classify(example).rule();
        if (!winner.equals(Optional.of(rule.id()))) {
          problems.add(lost(rule, example, winner).getMessage());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new RuleException(String.join(System.lineSeparator(), problems));
    }
  }

  private static RuleException lost(Rule rule, Message example, Optional<String> winner) {
    String who = winner.map(id -> "rule '" + id + "' does").orElse("no rule does");
    return rule.problem("example", "does not win its example; " + who + ": " + example.text());
  }

  private static int[] contextsByReason(NameTable reasons, Wording wording) {
    int[] bits = new int[reasons.size()];
    for (int i = 0; i < wording.contexts().size(); i++) {
      for (String reason : wording.contexts().get(i).reasons()) {
        bits[reasons.number(reason)] |= 1 << i;
      }
    }
    return bits;
  }

  /** What rules are compiled with. */
  private record Compiler(Phrasebook phrasebook, Circumstances circumstances, Wording wording) {

    Stage stage(List<Rule> rules) {
      return new Stage(
          index(rules, rule -> rule.precedence().wholeMessage()),
          index(rules, rule -> !rule.precedence().wholeMessage()));
    }

    private RuleIndex index(List<Rule> rules, Predicate<Rule> filter) {
      List<CompiledRule> compiled = new ArrayList<>();
      for (Rule rule : rules) {
        if (filter.test(rule)) {
          compiled.add(new CompiledRule(rule, compiled.size(), phrasebook, circumstances, wording));
        }
      }
      return new RuleIndex(compiled, phrasebook.size(), circumstances.reasons().size());
    }
  }

  /** Rules of one origin: those that read the whole message come before those that read errors. */
  record Stage(RuleIndex message, RuleIndex error) {

    @Nullable CompiledRule decide(Findings findings, Circumstance circumstance) {
      CompiledRule whole = message.best(findings, 0, findings.found(), circumstance);
      return whole == null ? decideErrors(findings, circumstance) : whole;
    }

    /** The attempt that got furthest decides; of several, the last that says anything. */
    private @Nullable CompiledRule decideErrors(Findings findings, Circumstance circumstance) {
      CompiledRule decided = null;
      int weight = -1;
      for (int i = 0; i < findings.errors(); i++) {
        CompiledRule rule =
            error.best(findings, findings.firstOf(i), findings.firstOf(i + 1), circumstance);
        int itsWeight =
            rule == null || rule.rule().precedence().lastResort()
                ? 0
                : 1 + findings.weight(i, rule.progress());
        if (rule != null
            && (itsWeight > weight || (itsWeight == weight && !isBetter(decided, rule)))) {
          decided = rule;
          weight = itsWeight;
        }
      }
      return decided;
    }

    private static boolean isBetter(@Nullable CompiledRule decided, CompiledRule rule) {
      return decided != null && decided.rule().precedence().lastResort() && decided.outranks(rule);
    }
  }
}
