package io.pulltriage.producer.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The reference of all settings, made of the records themselves. */
final class ConfigPage {

  private static final String INTRODUCTION =
      """
      # Configuration of the producer

      `pulltriage produce --config producer.yaml` reads a YAML file. Every setting has a default;
      an empty file is a valid one. Over the file go environment variables, over them
      `--set key=value` on the command line. Dots in a key and nesting in the file are the same:

      ```yaml
      kafka:
        bootstrap.servers: kafka-1:9093,kafka-2:9093
        security.protocol: SSL
      schemaRegistry:
        url: https://registry.example
      clusters:
        folder:
          path: /etc/pulltriage/kubeconfigs
      ```

      A key that is not known stops the start, and so does a value that cannot be used; all of them
      are named at once, with file and line. Times are written `500ms`, `30s`, `10m`, `1h`, or as
      ISO 8601. A list is a YAML list; in a variable or after `--set` its items are separated by
      commas. Keys below a setting that takes *keys* are passed on as they are; in a variable's
      name an underscore stands for a dot: `PULLTRIAGE_KAFKA_SECURITY_PROTOCOL`.

      """;

  private ConfigPage() {}

  static String write(Record defaults) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
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
    page.append("\nGenerated from the program; do not edit.\n");
    return page.toString();
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
    return Map.<Class<?>, String>of(
            String.class,
            "text",
            int.class,
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
