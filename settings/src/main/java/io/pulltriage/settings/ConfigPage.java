package io.pulltriage.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The reference of all settings, made of the records themselves. */
public final class ConfigPage {

  private ConfigPage() {}

  /**
   * Tables of all settings, a section each, in Markdown.
   *
   * @param defaults the root of the tree
   */
  public static String tables(Record defaults) {
    StringBuilder page = new StringBuilder();
    String section = null;
    for (Leaf leaf : Leaf.of(defaults)) {
      int dot = leaf.path().indexOf('.');
      String own = dot < 0 ? "" : leaf.path().substring(0, dot);
      if (!own.equals(section)) {
        section = own;
        page.append(own.isEmpty() ? "" : "\n## " + own + "\n\n")
            .append("| key | takes | default | for |\n|---|---|---|---|\n");
      }
      page.append(row(leaf));
    }
    return page.toString();
  }

  /** The keys of all settings, in the order of the tree. */
  public static List<String> keys(Record defaults) {
    return Leaf.of(defaults).stream().map(Leaf::path).toList();
  }

  /**
   * Whether an environment variable sets one of the settings.
   *
   * @param defaults the root of the tree
   */
  public static boolean isVariable(Record defaults, String name) {
    return Leaf.of(defaults).stream().anyMatch(leaf -> leaf.keyOf(name).isPresent());
  }

  private static String row(Leaf leaf) {
    String value = Values.display(leaf.value());
    return "| `%s`<br>`%s` | %s | %s | %s |%n"
        .formatted(
            leaf.path() + (leaf.takesKeys() ? ".*" : ""),
            leaf.variable() + (leaf.takesKeys() ? "*" : ""),
            takes(leaf.type()),
            value.isEmpty() ? "" : "`" + value + "`",
            leaf.text());
  }

  private static String takes(Class<?> type) {
    if (type.isEnum()) {
      return Values.choices(type);
    }
    return Map.<Class<?>, String>of(
            String.class,
            "text",
            int.class,
            "number",
            double.class,
            "number",
            boolean.class,
            "true, false",
            Duration.class,
            "time",
            List.class,
            "list",
            Map.class,
            "keys")
        .getOrDefault(type, type.getSimpleName());
  }
}
