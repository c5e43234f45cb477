package io.pulltriage.classifier;

import io.pulltriage.classifier.rules.RuleBook;
import java.nio.file.Path;
import java.util.List;

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

  /** Classifies one message. */
  public Classification classify(Message message) {
    return rules.ruleSet().classify(message);
  }

  /** Changes whenever any rule does; every diagnosis carries it. */
  public String rulesVersion() {
    return rules.version();
  }
}
