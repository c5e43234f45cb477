package io.pulltriage.benchmarks;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.rules.Rule;
import io.pulltriage.classifier.rules.RuleBook;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one would write first: the same rules as regular expressions, asked one after another until
 * one matches. It does not set names apart, knows no contexts and does not tell one error of a text
 * from another, so it is wrong more often; it is here to be compared with in speed.
 */
final class NaiveClassifier {

  /** A rule as expressions: all of the first, none of the second. */
  private record Expressions(List<Pattern> all, Optional<Pattern> none, Classification result) {

    boolean match(String text) {
      return all.stream().allMatch(pattern -> pattern.matcher(text).find())
          && none.stream().noneMatch(pattern -> pattern.matcher(text).find());
    }
  }

  private final List<Expressions> rules;

  private NaiveClassifier(List<Expressions> rules) {
    this.rules = rules;
  }

  /** With the bundled rules, those of higher priority in front. */
  static NaiveClassifier bundled() {
    return new NaiveClassifier(
        RuleBook.read(List.of()).bundled().stream()
            .filter(rule -> !rule.text().all().isEmpty() || !rule.text().any().isEmpty())
            .sorted(
                Comparator.comparing((Rule rule) -> rule.precedence().lastResort())
                    .thenComparing(rule -> -rule.precedence().priority()))
            .map(NaiveClassifier::expressions)
            .toList());
  }

  Optional<Classification> classify(String text) {
    for (Expressions rule : rules) {
      if (rule.match(text)) {
        return Optional.of(rule.result());
      }
    }
    return Optional.empty();
  }

  private static Expressions expressions(Rule rule) {
    List<Pattern> all =
        Stream.concat(
                rule.text().all().stream().map(phrase -> anyOf(List.of(phrase))),
                Stream.of(rule.text().any())
                    .filter(phrases -> !phrases.isEmpty())
                    .map(NaiveClassifier::anyOf))
            .toList();
    return new Expressions(
        all,
        Optional.of(rule.text().none())
            .filter(phrases -> !phrases.isEmpty())
            .map(NaiveClassifier::anyOf),
        rule.result());
  }

  private static Pattern anyOf(List<String> phrases) {
    return Pattern.compile(
        phrases.stream().map(NaiveClassifier::expression).collect(Collectors.joining("|")),
        Pattern.CASE_INSENSITIVE);
  }

  /** Words parted by spaces, quotes or marks; a placeholder is any run without spaces. */
  private static String expression(String phrase) {
    return Arrays.stream(phrase.strip().split("\\s+"))
        .map(word -> word.startsWith("‹") ? "\\S+" : Pattern.quote(word))
        .collect(Collectors.joining("[\\s\"'\\\\]*"));
  }
}
