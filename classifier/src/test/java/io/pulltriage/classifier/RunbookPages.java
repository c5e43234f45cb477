package io.pulltriage.classifier;

import io.pulltriage.classifier.yaml.YamlEntry;
import io.pulltriage.classifier.yaml.YamlFiles;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Phase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code docs/runbooks/CAUSE.md}, to which alerts point, from the catalogue and more. */
final class RunbookPages {

  private static final List<String> KEYS = List.of("confirm", "neighbours");

  private RunbookPages() {}

  /**
   * All pages by their file names.
   *
   * @throws RuleException if a cause has none, or a page speaks of a cause that does not exist
   */
  static Map<String, String> write(Catalogue catalogue) {
    YamlEntry causes =
        YamlFiles.resource(RunbookPages.class, "/runbooks.yaml")
            .parse()
            .allow(List.of("causes"))
            .entry("causes")
            .orElseThrow();
    Map<String, String> pages = new TreeMap<>();
    for (CauseEntry entry : catalogue.entries()) {
      YamlEntry more =
          causes
              .entry(entry.cause().name())
              .orElseThrow(() -> causes.problem("there is no page for " + entry.cause()));
      pages.put(entry.cause() + ".md", page(entry, more.allow(KEYS), catalogue));
    }
    return pages;
  }

  private static String page(CauseEntry entry, YamlEntry more, Catalogue catalogue) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(entry.cause()).append(": ").append(entry.title()).append("\n\n");
    page.append(
        "Phase: %s. Severity: %s. Words in capitals stand for your own names; the alert has them.%n"
            .formatted(
                entry.phase() == Phase.PULL ? "pull" : "start-up",
                entry.severity().name().toLowerCase(Locale.ROOT)));
    page.append("\n## What it means\n").append(entry.explanation()).append('\n');
    page.append("\n## How to confirm it\n");
    more.texts("confirm").forEach(line -> page.append("- ").append(line).append('\n'));
    page.append("\n## What to do\n");
    List<String> steps = Steps.fill(entry.remediation(), Map.of());
    for (int i = 0; i < steps.size(); i++) {
      page.append(i + 1).append(". ").append(steps.get(i)).append('\n');
    }
    page.append("\n## How to tell it from its neighbours\n");
    YamlEntry neighbours = more.entry("neighbours").orElseThrow();
    for (String name : neighbours.keys()) {
      Cause other = neighbours.constant(name, name, Cause.class);
      page.append(
          "- [%s](%s.md), %s: %s%n"
              .formatted(
                  other,
                  other,
                  catalogue.entry(other).title().toLowerCase(Locale.ROOT),
                  neighbours.requiredText(name)));
    }
    page.append("\n## More\n")
        .append("- [How it is worded](../causes.md#")
        .append(entry.cause().name().toLowerCase(Locale.ROOT))
        .append("), and all other causes\n")
        .append("- [How alerts are sent](../alerting.md), and how to silence them\n");
    return page.toString();
  }
}
