package io.pulltriage.classifier;

import io.pulltriage.classifier.rules.RuleBook;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Classifies messages by rules. Immutable and thread-safe; classifying does no I/O. */
public final class Classifier {

  private final RuleBook rules;

  private Classifier(RuleBook rules) {
    this.rules = rules;
  }

  /** The classifier with the rules that come with this version. */
  public static Classifier bundled() {
    return withUserRules(List.of());
  }

  /**
   * The classifier with users' rules before the bundled ones; a user's rule with the id of a
   * bundled one takes its place.
   *
   * @param files rule files, the first of which wins where two name the same id
   * @throws RuleException if a file cannot be read or a rule is wrong; names file, rule and line
   */
  public static Classifier withUserRules(List<Path> files) {
    return new Classifier(RuleBook.read(files));
  }

  /** As {@link #withUserRules}, with rules that may lose their own examples: to find out why. */
  public static Classifier withUntestedRules(List<Path> files) {
    return new Classifier(RuleBook.readUntested(files));
  }

  /** The rules that it classifies by. */
  public RuleBook rules() {
    return rules;
  }

  /** Classifies one message. */
  public Classification classify(Message message) {
    return rules.ruleSet().classify(message);
  }

  /** As {@link #classify}, with how each rule fared that was considered. Takes longer. */
  public Why why(Message message) {
    return rules.ruleSet().why(message);
  }

  /**
   * What a text looks like without the names in it.
   *
   * @param names words that are names here, such as a pod's, in lower case
   */
  public TextShape shape(String text, Set<String> names) {
    return rules.ruleSet().shape(text, names);
  }

  /** Changes whenever any rule does; every diagnosis carries it. */
  public String rulesVersion() {
    return rules.version();
  }
}
