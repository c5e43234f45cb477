package io.pulltriage.classifier;

import io.pulltriage.classifier.rules.Rule;
import io.pulltriage.schemas.Phase;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes {@code docs/causes.md} from the catalogue and the examples of the rules. */
final class CausesPage {

  private static final int MOST_EXAMPLES = 3;
  private static final int LONGEST_EXAMPLE = 400;

  private CausesPage() {}

  static String write(Catalogue catalogue, List<Rule> rules) {
    StringBuilder page = new StringBuilder();
    page.append("# Causes\n\n")
        .append("Why an image does not come, or why its container does not start. ")
        .append("This page is generated from the catalogue and the rules; see ")
        .append("[rules.md](rules.md) for how to teach it more wordings. In the steps, words in ")
        .append("capitals stand for your own names: `NAMESPACE`, `POD`, `WORKLOAD` (such as ")
        .append("`deployment/api`), `CONTAINER`, `IMAGE`, `REPOSITORY` (with its registry), ")
        .append("`REGISTRY`, `REGISTRY_ADDRESS` and `REGISTRY_HOST` (where it answers, with and ")
        .append("without a port: `registry-1.docker.io` for `docker.io`), `TAG`, `SECRET`, ")
        .append("`NODE`. Incidents, and `explain` where it knows the image, fill them in.\n\n")
        .append("| cause | phase | severity | in short |\n|---|---|---|---|\n");
    for (CauseEntry entry : catalogue.entries()) {
      page.append(
          "| [%s](#%s) | %s | %s | %s |\n"
              .formatted(
                  entry.cause(),
                  anchor(entry),
                  phase(entry.phase()),
                  lower(entry.severity()),
                  entry.title()));
    }
    catalogue.entries().forEach(entry -> section(page, entry, rules));
    return page.toString();
  }

  private static void section(StringBuilder page, CauseEntry entry, List<Rule> rules) {
    page.append(
            "\n<a id=\"%s\"></a>\n\n## %s: %s\n\n"
                .formatted(anchor(entry), entry.cause(), entry.title()))
        .append(
            "Phase: %s. Severity: %s.\n\n".formatted(phase(entry.phase()), lower(entry.severity())))
        .append(entry.explanation())
        .append("\n\n**What to do**\n\n");
    List<String> steps = Steps.fill(entry.remediation(), Map.of());
    for (int i = 0; i < steps.size(); i++) {
      page.append(i + 1).append(". ").append(steps.get(i)).append('\n');
    }
    List<String> wordings = wordings(entry, rules);
    if (!wordings.isEmpty()) {
      page.append("\n**How it is worded**\n\n```text\n")
          .append(String.join("\n", wordings))
          .append("\n```\n");
    }
  }

  private static List<String> wordings(CauseEntry entry, List<Rule> rules) {
    return rules.stream()
        .filter(rule -> rule.result().cause().equals(java.util.Optional.of(entry.cause())))
        .flatMap(rule -> rule.examples().stream())
        .map(Message::text)
        .filter(text -> !text.isBlank() && text.length() <= LONGEST_EXAMPLE)
        .limit(MOST_EXAMPLES)
        .toList();
  }

  private static String anchor(CauseEntry entry) {
    return lower(entry.cause());
  }

  private static String phase(Phase phase) {
    return phase == Phase.PULL ? "pull" : "start-up";
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
