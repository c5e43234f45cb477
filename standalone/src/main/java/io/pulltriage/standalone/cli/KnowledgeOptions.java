package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.explain.KnowledgeFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Knowledge of the user's own. */
final class KnowledgeOptions {

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Your own rules, before the bundled ones. May be repeated; the first wins.")
  private List<Path> rules = new ArrayList<>();

  @Option(
      names = "--known-images",
      paramLabel = "FILE",
      description = "Your own known images, before the bundled ones. May be repeated.")
  private List<Path> knownImages = new ArrayList<>();

  KnowledgeFiles files() {
    return new KnowledgeFiles(rules, knownImages);
  }
}
