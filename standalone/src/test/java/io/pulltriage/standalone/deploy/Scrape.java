package io.pulltriage.standalone.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of an answer to {@code /metrics}.
 *
 * @param families by their names
 */
record Scrape(Map<String, Family> families) {

  private static final Pattern ABOUT = Pattern.compile("# (HELP|TYPE) (\\S+) ?(.*)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z_:][a-z0-9_:]*)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

  /**
   * Samples that belong together.
   *
   * @param help what they say
   * @param type what they are
   * @param names of the samples
   * @param labels by which they differ
   */
  record Family(String help, String type, Set<String> names, Set<String> labels) {}

  /** Reads Prometheus' text format. */
  static Scrape of(String text) {
    Map<String, String> help = new LinkedHashMap<>();
    Map<String, Family> families = new TreeMap<>();
    String current = "";
    for (String line : text.lines().toList()) {
      Matcher about = ABOUT.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (about.matches() && about.group(1).equals("HELP")) {
        help.put(about.group(2), about.group(3).strip());
      } else if (about.matches()) {
        current = about.group(2);
        families.put(
            current,
            new Family(
                help.getOrDefault(current, ""), about.group(3), new TreeSet<>(), new TreeSet<>()));
      } else if (sample.matches()) {
        Family family = families.get(current);
        if (family == null) {
          throw new AssertionError("a sample without a type: " + line);
        }
        family.names.add(sample.group(1));
        if (sample.group(2) != null) {
          LABEL
              .matcher(sample.group(2))
              .results()
              .forEach(label -> family.labels.add(label.group(1)));
        }
      }
    }
    return new Scrape(families);
  }

  /** The names of all samples. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    families.values().forEach(family -> names.addAll(family.names));
    return names;
  }

  /** A table of those that begin so. */
  String table(List<String> prefixes) {
    StringBuilder table = new StringBuilder("| metric | type | labels | |\n|---|---|---|---|\n");
    families.forEach(
        (name, family) -> {
          if (prefixes.stream().anyMatch(name::startsWith)) {
            table.append(row(family));
          }
        });
    return table.toString();
  }

  private static String row(Family family) {
    return "| %s | %s | %s | %s |%n"
        .formatted(
            quoted(family.names, "<br>"), family.type, quoted(family.labels, ", "), family.help);
  }

  static String quoted(Set<String> names, String separator) {
    return names.isEmpty() ? "" : "`" + String.join("`" + separator + "`", names) + "`";
  }
}
