package io.pulltriage.classifier.rules;

import io.pulltriage.classifier.yaml.YamlEntry;
import io.pulltriage.classifier.yaml.YamlFiles.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be known about messages before any rule: how to tell what they are about, where names
 * stand and where one error ends and the next begins.
 *
 * @param contexts what a message can be about
 * @param namesAfter the next word is a name
 * @param quotedNamesAfter the next word is a name if it is quoted
 * @param quotedWordsAfter the next word is a word even if it is quoted
 * @param nextError another error begins here
 * @param aside an error begins here that does not decide if another does
 * @param anonymous the error is that of an attempt without a credential
 */
record Wording(
    List<Context> contexts,
    List<String> namesAfter,
    List<String> quotedNamesAfter,
    List<String> quotedWordsAfter,
    List<String> nextError,
    List<String> aside,
    List<String> anonymous) {

  /** A message's contexts are kept as the bits of an int. */
  private static final int MOST_CONTEXTS = 31;

  /**
   * Something a message can be about.
   *
   * @param name what rules call it
   * @param reasons any of which puts a message into it
   * @param text phrases any of which does
   */
  record Context(String name, List<String> reasons, List<String> text) {}

  static Wording read(Source source) {
    YamlEntry root = source.parse().allow(List.of("contexts", "names", "errors"));
    YamlEntry names = section(root, "names").allow(List.of("after", "quoted-after", "not-after"));
    YamlEntry errors = section(root, "errors").allow(List.of("next", "aside", "anonymous"));
    return new Wording(
        contexts(section(root, "contexts")),
        RuleFile.phrases(names, "after"),
        RuleFile.phrases(names, "quoted-after"),
        RuleFile.phrases(names, "not-after"),
        RuleFile.phrases(errors, "next"),
        RuleFile.phrases(errors, "aside"),
        RuleFile.phrases(errors, "anonymous"));
  }

  List<String> contextNames() {
    return contexts.stream().map(Context::name).toList();
  }

  private static List<Context> contexts(YamlEntry root) {
    List<Context> contexts = new ArrayList<>();
    for (String name : root.keys()) {
      YamlEntry entry =
          section(root, name).named("context '" + name + "'").allow(List.of("reasons", "text"));
      contexts.add(new Context(name, entry.texts("reasons"), RuleFile.phrases(entry, "text")));
    }
    if (contexts.size() > MOST_CONTEXTS) {
      throw root.problem("there can be " + MOST_CONTEXTS + " contexts at most");
    }
    return contexts;
  }

  private static YamlEntry section(YamlEntry root, String key) {
    return root.entry(key).orElseThrow(() -> root.problem("'" + key + "' is missing"));
  }
}
