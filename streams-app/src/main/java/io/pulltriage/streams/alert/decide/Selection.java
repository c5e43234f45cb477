package io.pulltriage.streams.alert.decide;

import io.pulltriage.streams.alert.subject.Subject;
import io.pulltriage.streams.config.alerts.SelectionConfig;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells which subjects a route or a silence is about. Immutable and thread-safe. */
final class Selection {

  private final SelectionConfig config;
  private final List<Pattern> clusters;
  private final List<Pattern> namespaces;

  Selection(SelectionConfig config) {
    this.config = config;
    this.clusters = config.clusters().stream().map(Selection::pattern).toList();
    this.namespaces = config.namespaces().stream().map(Selection::pattern).toList();
  }

  boolean matches(Subject subject) {
    return contains(config.kinds(), lower(subject.kind()))
        && contains(config.causes(), subject.cause().name())
        && contains(config.severities(), lower(subject.severity()))
        && contains(config.phases(), lower(subject.phase()))
        && (clusters.isEmpty() || subject.clusters().stream().anyMatch(one -> any(clusters, one)))
        && (namespaces.isEmpty() || subject.hasNamespace(one -> any(namespaces, one)));
  }

  private static boolean contains(List<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static boolean any(List<Pattern> patterns, String value) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(value).matches());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (String part : glob.split("\\*", -1)) {
      regex.append(Pattern.quote(part)).append(".*");
    }
    regex.setLength(regex.length() - 2);
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
