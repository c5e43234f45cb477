package io.pulltriage.classifier.examples;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Message;
import io.pulltriage.classifier.RuleException;
import io.pulltriage.classifier.rules.Rule;
import io.pulltriage.classifier.rules.RuleFile;
import io.pulltriage.classifier.yaml.Nearest;
import io.pulltriage.classifier.yaml.YamlEntry;
import io.pulltriage.classifier.yaml.YamlFiles;
import io.pulltriage.classifier.yaml.YamlFiles.Source;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of examples: those of the rules that it holds, and those under {@code examples}; {@code
 * docs/rules.md} describes the format.
 *
 * @param file the file
 * @param hasRules whether it holds rules of its own
 * @param examples in the file's order, the rules' own first
 */
public record ExampleFile(Path file, boolean hasRules, List<Example> examples) {

  private static final List<String> KEYS =
      List.of("message", "reason", "runtime", "expect", "rule", "confidence");

  /** Copies the list, so that nobody changes it later. */
  public ExampleFile {
    examples = List.copyOf(examples);
  }

  /**
   * Reads a file.
   *
   * @throws RuleException if it cannot be read, is wrong or holds no example; names file, line and
   *     key
   */
  public static ExampleFile read(Path file) {
    Source source = YamlFiles.read(file);
    List<Example> examples = new ArrayList<>();
    List<Rule> rules = RuleFile.read(source);
    rules.forEach(rule -> examples.addAll(ofRule(rule)));
    YamlEntry root = source.parse();
    for (YamlEntry entry : root.entries("examples")) {
      examples.add(example(entry));
    }
    if (examples.isEmpty()) {
      throw root.problem("there is nothing to test: it has neither 'examples' nor 'rules'");
    }
    return new ExampleFile(file, !rules.isEmpty(), examples);
  }

  /**
   * Refuses examples that name rules which do not exist.
   *
   * @param ids of all rules there are
   */
  public void requireRules(Set<String> ids) {
    for (Example example : examples) {
      example
          .rule()
          .filter(id -> !ids.contains(id))
          .ifPresent(
              id -> {
                throw new RuleException(
                    "%s: line %d: 'rule': there is no rule '%s'%s"
                        .formatted(example.file(), example.line(), id, Nearest.hint(id, ids)));
              });
    }
  }

  private static List<Example> ofRule(Rule rule) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < rule.examples().size(); i++) {
      examples.add(
          new Example(
              rule.origin().file(),
              rule.origin().line("example", i),
              rule.examples().get(i),
              Optional.empty(),
              Optional.of(rule.id()),
              Optional.empty()));
    }
    return examples;
  }

  private static Example example(YamlEntry entry) {
    entry.named("example").allow(KEYS);
    Optional<String> cause = entry.text("expect");
    cause
        .filter(name -> !name.equals(Classification.NOT_PULL))
        .ifPresent(name -> entry.constant("expect", name, Cause.class));
    Optional<String> rule = entry.text("rule");
    if (cause.isEmpty() && rule.isEmpty()) {
      throw entry.problem("'expect' or 'rule' is missing: what the message should be");
    }
    if (entry.text("message").isEmpty() && entry.text("reason").isEmpty()) {
      throw entry.problem("'message' is missing");
    }
    return new Example(
        entry.file(),
        entry.line(),
        new Message(
            entry.text("message").orElse(""),
            entry.text("reason").orElse(null),
            entry.text("runtime").orElse(null)),
        cause,
        rule,
        entry.constant("confidence", Confidence.class));
  }
}
