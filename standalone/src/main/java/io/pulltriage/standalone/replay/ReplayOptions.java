package io.pulltriage.standalone.replay;

import io.pulltriage.standalone.explain.KnowledgeFiles;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What to replay, and how.
 *
 * @param captures folders of recorded watch streams; played in the order of their times
 * @param speed how fast
 * @param once whether to end when all is processed, rather than go on until interrupted
 * @param pagePort port of 127.0.0.1 on which to serve the page; empty for no page
 * @param knowledge what to add to the bundled rules and known images
 * @param alerts who is told of what is found
 */
public record ReplayOptions(
    List<Path> captures,
    Speed speed,
    boolean once,
    OptionalInt pagePort,
    KnowledgeFiles knowledge,
    AlertsConfig alerts) {

  /** Copies the list, so that nobody changes it later. */
  public ReplayOptions {
    captures = List.copyOf(captures);
  }
}
