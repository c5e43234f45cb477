package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Message;
import io.pulltriage.classifier.RuleException;
import io.pulltriage.classifier.rules.Rule.Circumstances;
import io.pulltriage.classifier.rules.Rule.Phrases;
import io.pulltriage.classifier.rules.Rule.Precedence;
import io.pulltriage.classifier.text.PhraseWords;
import io.pulltriage.classifier.yaml.YamlEntry;
import io.pulltriage.classifier.yaml.YamlFiles.Source;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads rules from a file. */
public final class RuleFile {

  static final int DEFAULT_PRIORITY = 50;

  /** The examples beside the rules are read by who tests rules only. */
  public static final List<String> ROOT_KEYS = List.of("rules", "examples");

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final List<String> KEYS =
      List.of(
          "id",
          "cause",
          "confidence",
          "alternatives",
          "scope",
          "last-resort",
          "priority",
          "all",
          "any",
          "none",
          "within",
          "outside",
          "reasons",
          "runtimes",
          "example");
  private static final List<String> EXAMPLE_KEYS = List.of("message", "reason", "runtime");

  private RuleFile() {}

  /**
   * The rules of a file, in its order.
   *
   * @throws RuleException if one is wrong; names file, rule and line
   */
  public static List<Rule> read(Source source) {
    YamlEntry root = source.parse().allow(ROOT_KEYS);
    List<Rule> rules = new ArrayList<>();
    Map<String, Rule> byId = new HashMap<>();
    for (YamlEntry entry : root.entries("rules")) {
      Rule rule = rule(entry);
      Rule twin = byId.put(rule.id(), rule);
      if (twin != null) {
        throw rule.problem("id", "is there twice; the first is on line " + twin.origin().line());
      }
      rules.add(rule);
    }
    return rules;
  }

  private static Rule rule(YamlEntry entry) {
    String id = entry.requiredText("id");
    entry.named("rule '" + id + "'").allow(KEYS);
    if (!ID.matcher(id).matches()) {
      throw entry.problem("id", "an id is words in lower case joined by hyphens");
    }
    Rule rule =
        new Rule(
            id,
            result(id, entry),
            precedence(entry),
            new Phrases(mandatoryPhrases(entry), phrases(entry, "any"), phrases(entry, "none")),
            new Circumstances(
                entry.texts("within"),
                entry.texts("outside"),
                entry.texts("reasons"),
                entry.texts("runtimes")),
            examples(entry),
            entry);
    if (rule.text().areEmpty()
        && rule.circumstances().reasons().isEmpty()
        && rule.circumstances().within().isEmpty()
        && rule.circumstances().outside().isEmpty()) {
      throw entry.problem(
          "matches everything: it needs 'all', 'any', 'reasons', 'within' or 'outside'");
    }
    return rule;
  }

  private static Classification result(String id, YamlEntry entry) {
    String name = entry.requiredText("cause");
    Optional<Cause> cause =
        name.equals(Classification.NOT_PULL)
            ? Optional.empty()
            : Optional.of(entry.constant("cause", name, Cause.class));
    Confidence confidence =
        entry.constant("confidence", Confidence.class).orElseGet(() -> defaultConfidence(cause));
    List<Cause> alternatives =
        entry.texts("alternatives").stream()
            .map(text -> entry.constant("alternatives", text, Cause.class))
            .toList();
    if (confidence == Confidence.AMBIGUOUS && alternatives.isEmpty()) {
      throw entry.problem("confidence", "AMBIGUOUS needs 'alternatives'");
    }
    return new Classification(cause, confidence, Optional.of(id), alternatives);
  }

  private static Confidence defaultConfidence(Optional<Cause> cause) {
    return cause.isPresent() ? Confidence.CERTAIN : Confidence.NONE;
  }

  private static Precedence precedence(YamlEntry entry) {
    String scope = entry.text("scope").orElse("error");
    if (!scope.equals("error") && !scope.equals("message")) {
      throw entry.problem("scope", "'scope' is 'error' or 'message', not '" + scope + "'");
    }
    return new Precedence(scope.equals("message"), flag(entry, "last-resort"), priority(entry));
  }

  private static boolean flag(YamlEntry entry, String key) {
    String value = entry.text(key).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw entry.problem(key, "'" + key + "' is true or false, not '" + value + "'");
    }
    return value.equals("true");
  }

  private static int priority(YamlEntry entry) {
    String value = entry.text("priority").orElse(String.valueOf(DEFAULT_PRIORITY));
    if (!value.matches("\\d{1,3}") || Integer.parseInt(value) > 100) {
      throw entry.problem("priority", "'priority' is a number from 0 to 100, not '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static List<String> mandatoryPhrases(YamlEntry entry) {
    List<String> phrases = phrases(entry, "all");
    if (phrases.size() != entry.texts("all").size()) {
      throw entry.problem("all", "choices in braces can stand in 'any' and 'none' only");
    }
    return phrases;
  }

  /** The phrases at a key, with choices spelt out. */
  static List<String> phrases(YamlEntry entry, String key) {
    List<String> phrases = new ArrayList<>();
    for (String text : entry.texts(key)) {
      try {
        for (String phrase : Braces.expand(text)) {
          phrases.add(phrase);
          PhraseWords.of(phrase);
        }
      } catch (IllegalArgumentException e) {
        throw entry.problem(key, String.valueOf(e.getMessage()));
      }
    }
    return phrases;
  }

  private static List<Message> examples(YamlEntry entry) {
    List<Message> examples = new ArrayList<>();
    for (YamlEntry example : entry.entries("example", "message")) {
      example.allow(EXAMPLE_KEYS);
      examples.add(
          new Message(
              example.text("message").orElse(""),
              example.text("reason").orElse(null),
              example.text("runtime").orElse(null)));
    }
    if (examples.isEmpty()) {
      throw entry.problem("'example' is missing: a message that this rule decides");
    }
    return examples;
  }
}
