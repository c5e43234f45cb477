package io.pulltriage.streams.alert.decide;

import io.pulltriage.streams.config.alerts.SelectionConfig;
import io.pulltriage.streams.query.Glob;
import java.util.List;
import java.util.Locale;

/** Tells which subjects a route or a silence is about. Immutable and thread-safe. */
public final class Selection {

  private final SelectionConfig config;
  private final List<Glob> clusters;
  private final List<Glob> namespaces;

  /** As it is configured. */
  public Selection(SelectionConfig config) {
    this.config = config;
    this.clusters = config.clusters().stream().map(Glob::new).toList();
    this.namespaces = config.namespaces().stream().map(Glob::new).toList();
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

  private static boolean any(List<Glob> patterns, String value) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(value));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
