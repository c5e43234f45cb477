package io.pulltriage.classifier.examples;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.Why;
import io.pulltriage.classifier.rules.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds rules against examples. */
public final class RuleTrial {

  private RuleTrial() {}

  /**
   * Tests the rules, those of the example files included, against all examples.
   *
   * @param rules files of users' rules, the first of which wins where two name the same id
   * @param examples files of examples; the rules that they hold come before the others
   * @return a result for each example, in order
   * @throws io.pulltriage.classifier.RuleException if a file is wrong; names file, line and key
   */
  public static List<Example.Result> run(List<Path> rules, List<Path> examples) {
    List<ExampleFile> files = examples.stream().map(ExampleFile::read).toList();
    List<Path> all =
        new ArrayList<>(
            files.stream().filter(ExampleFile::hasRules).map(ExampleFile::file).toList());
    rules.stream().filter(file -> !all.contains(file)).forEach(all::add);
    Classifier classifier = Classifier.withUntestedRules(all);
    Set<String> ids = new HashSet<>();
    classifier.rules().users().stream().map(Rule::id).forEach(ids::add);
    classifier.rules().bundled().stream().map(Rule::id).forEach(ids::add);
    List<Example.Result> results = new ArrayList<>();
    for (ExampleFile file : files) {
      file.requireRules(ids);
      file.examples().forEach(example -> results.add(result(example, classifier)));
    }
    return results;
  }

  private static Example.Result result(Example example, Classifier classifier) {
    Why why = classifier.why(example.message());
    Classification found = why.classification();
    String cause = found.cause().map(Enum::name).orElse(Classification.NOT_PULL);
    String rule = found.rule().map(id -> "rule '" + id + "'").orElse("no rule");
    List<String> problems = new ArrayList<>();
    example
        .cause()
        .filter(expected -> !expected.equals(cause))
        .ifPresent(expected -> problems.add("is " + cause + " by " + rule + ", not " + expected));
    example
        .rule()
        .filter(expected -> !found.rule().equals(Optional.of(expected)))
        .ifPresent(
            expected -> problems.add(rule + " decides (" + cause + "), not '" + expected + "'"));
    example
        .confidence()
        .filter(expected -> expected != found.confidence())
        .ifPresent(expected -> problems.add("is " + found.confidence() + ", not " + expected));
    return new Example.Result(example, why, problems);
  }
}
