package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Message;
import io.pulltriage.classifier.RuleException;
import io.pulltriage.classifier.yaml.YamlEntry;
import java.util.List;

/**
 * A rule as its file states it; {@code docs/rules.md} describes the format.
 *
 * @param id unique among all rules
 * @param result what a message is that this rule wins
 * @param precedence how it stands among other rules that match
 * @param text which phrases must stand in the text and which must not
 * @param circumstances where it applies
 * @param examples messages that it must win; at least one
 * @param origin where it stands
 */
public record Rule(
    String id,
    Classification result,
    Precedence precedence,
    Phrases text,
    Circumstances circumstances,
    List<Message> examples,
    YamlEntry origin) {

  /** Copies the list, so that nobody changes it later. */
  public Rule {
    examples = List.copyOf(examples);
  }

  /**
   * How a rule stands among others.
   *
   * @param wholeMessage whether it reads the message as a whole, before any single error is looked
   *     at, instead of one error
   * @param lastResort whether it decides only if no other rule matches
   * @param priority the higher wins within one error
   */
  public record Precedence(boolean wholeMessage, boolean lastResort, int priority) {}

  /**
   * Which phrases decide.
   *
   * @param all must all stand there
   * @param any of these at least one, unless there are none
   * @param none must not stand there
   */
  public record Phrases(List<String> all, List<String> any, List<String> none) {

    /** Copies the lists, so that nobody changes them later. */
    public Phrases {
      all = List.copyOf(all);
      any = List.copyOf(any);
      none = List.copyOf(none);
    }

    boolean areEmpty() {
      return all.isEmpty() && any.isEmpty();
    }
  }

  /**
   * Where a rule applies.
   *
   * @param within contexts that the message must be in, all of them
   * @param outside contexts that it must not be in
   * @param reasons of which it must have one, unless there are none
   * @param runtimes of which its runtime must be one, where both are known
   */
  public record Circumstances(
      List<String> within, List<String> outside, List<String> reasons, List<String> runtimes) {

    /** Copies the lists, so that nobody changes them later. */
    public Circumstances {
      within = List.copyOf(within);
      outside = List.copyOf(outside);
      reasons = List.copyOf(reasons);
      runtimes = List.copyOf(runtimes);
    }
  }

  /** A complaint about this rule. */
  RuleException problem(String key, String what) {
    return origin.problem(key, what);
  }
}
