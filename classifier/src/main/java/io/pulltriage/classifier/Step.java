package io.pulltriage.classifier;

import io.pulltriage.classifier.yaml.YamlEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One step of a remediation, with placeholders that {@link Steps} fills in.
 *
 * @param text what to do
 * @param registries registries for which it is meant; none for a step that is good for all
 * @param byKind what to do instead where the workload is of a kind, by Kubernetes kinds such as
 *     {@code StatefulSet} and by {@link Steps#KINDS}; {@link #OTHER_KIND} stands for any kind that
 *     has no text of its own
 */
public record Step(String text, List<String> registries, Map<String, String> byKind) {

  /** Stands for every kind without a text of its own. */
  public static final String OTHER_KIND = "other";

  static final String KEY = "remediation";

  private static final String TEXT = "step";
  private static final Pattern COMMA = Pattern.compile(",");

  /** Copies the collections, so that nobody changes them later. */
  public Step {
    registries = List.copyOf(registries);
    byKind = Map.copyOf(byKind);
  }

  /** A step that is the same for all. */
  public static Step of(String text) {
    return new Step(text, List.of(), Map.of());
  }

  /** The same step with a value in the place of one placeholder. */
  public Step with(String placeholder, String value) {
    String word = '{' + placeholder + '}';
    Map<String, String> changed = new LinkedHashMap<>();
    byKind.forEach((kind, own) -> changed.put(kind, own.replace(word, value)));
    return new Step(text.replace(word, value), registries, changed);
  }

  /** The text for a kind of workload; that for all where the kind is unknown. */
  String text(Optional<String> kind) {
    return kind.map(known -> byKind.getOrDefault(known, byKind.getOrDefault(OTHER_KIND, text)))
        .orElse(text);
  }

  /** Whether it is meant for a registry; a step for others is kept where that is unknown. */
  boolean concerns(Optional<String> registry) {
    return registries.isEmpty() || registry.isEmpty() || registries.contains(registry.get());
  }

  /**
   * The steps at the key {@code remediation} of a catalogue or knowledge file.
   *
   * @throws RuleException if one has a word in braces that is no placeholder; names its line
   */
  public static List<Step> read(YamlEntry entry) {
    List<Step> steps = new ArrayList<>();
    for (YamlEntry step : entry.entries(KEY, TEXT)) {
      step.allow(List.of(TEXT, "registry", "kinds"));
      Map<String, String> byKind = new LinkedHashMap<>();
      step.entry("kinds")
          .ifPresent(
              kinds -> {
                for (String names : kinds.keys()) {
                  String text = checked(kinds, names);
                  COMMA.splitAsStream(names).forEach(name -> byKind.put(name.strip(), text));
                }
              });
      steps.add(new Step(checked(step, TEXT), step.texts("registry"), byKind));
    }
    return steps;
  }

  private static String checked(YamlEntry entry, String key) {
    String text = entry.requiredText(key);
    Steps.unknownPlaceholder(text)
        .ifPresent(
            what -> {
              throw entry.problem(key, what);
            });
    return text;
  }
}
