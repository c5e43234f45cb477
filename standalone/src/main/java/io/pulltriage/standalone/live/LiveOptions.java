package io.pulltriage.standalone.live;

import io.pulltriage.standalone.explain.KnowledgeFiles;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.util.List;

/**
 * What to watch, and how. Immutable.
 *
 * @param clusters settings that name the clusters, each {@code key=value}
 * @param knowledge what to add to the bundled rules and known images
 * @param port port of 127.0.0.1 on which to serve; 0 for any that is free
 * @param alerts who is told of what is found
 */
public record LiveOptions(
    List<String> clusters, KnowledgeFiles knowledge, int port, AlertsConfig alerts) {

  /** Copies the list, so that nobody changes it later. */
  public LiveOptions {
    clusters = List.copyOf(clusters);
  }
}
