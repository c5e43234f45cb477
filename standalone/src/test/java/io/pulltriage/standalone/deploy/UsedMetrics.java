package io.pulltriage.standalone.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metrics that the dashboard and the alerts ask for. */
final class UsedMetrics {

  static final String DASHBOARD = "k8s/base/analyzer-monitoring/dashboard.json";
  static final String ALERTS = "compose/alerts.yml";

  private static final Pattern NOT_NAMES =
      Pattern.compile(
          "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|on)\\s*\\([^)]*\\)|\\boffset"
              + " \\w+|\\b[0-9.e]+\\b");
  private static final Pattern NAME = Pattern.compile("\\b[a-z_:][a-z0-9_:]*\\b(?!\\s*\\()");
  private static final Set<String> WORDS = Set.of("or", "and", "unless");

  private UsedMetrics() {}

  /** Their names, without Prometheus' own. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String query : queries()) {
      names.addAll(names(query));
    }
    names.remove("up");
    return names;
  }

  /** The names in a query. */
  static Set<String> names(String query) {
    Set<String> names = new TreeSet<>();
    NAME.matcher(NOT_NAMES.matcher(query).replaceAll(" "))
        .results()
        .map(match -> match.group())
        .filter(word -> !WORDS.contains(word))
        .forEach(names::add);
    return names;
  }

  private static List<String> queries() {
    List<String> queries = new ArrayList<>();
    JsonNode dashboard = new JsonMapper().readTree(Sources.text(DASHBOARD));
    queries.addAll(dashboard.findValuesAsString("expr"));
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      String query = variable.path("query").path("query").asString("");
      if (!query.isEmpty()) {
        queries.add(query.replaceFirst("^label_values\\(([^,]+),.*", "$1"));
      }
    }
    Object rules = Compose.yaml(Sources.text(ALERTS));
    collect(rules, queries);
    return queries;
  }

  private static void collect(Object node, List<String> queries) {
    if (node instanceof List<?> list) {
      list.forEach(one -> collect(one, queries));
    } else {
      Compose.map(node)
          .forEach(
              (key, value) -> {
                if (key.equals("expr")) {
                  queries.add(String.valueOf(value));
                } else {
                  collect(value, queries);
                }
              });
    }
  }
}
