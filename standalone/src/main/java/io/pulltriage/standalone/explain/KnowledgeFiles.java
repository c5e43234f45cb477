package io.pulltriage.standalone.explain;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.KnownImages;
import io.pulltriage.streams.topology.Knowledge;
import java.nio.file.Path;
import java.util.List;

/**
 * What users add to the bundled knowledge.
 *
 * @param rules files of rules, the first of which wins where two name the same id
 * @param knownImages files of images, likewise
 */
public record KnowledgeFiles(List<Path> rules, List<Path> knownImages) {

  /** Copies the lists, so that nobody changes them later. */
  public KnowledgeFiles {
    rules = List.copyOf(rules);
    knownImages = List.copyOf(knownImages);
  }

  /** Nothing is added. */
  public static KnowledgeFiles none() {
    return new KnowledgeFiles(List.of(), List.of());
  }

  /**
   * All that is known, the users' before the bundled.
   *
   * @throws io.pulltriage.classifier.RuleException if a file is wrong; names file, entry and line
   */
  public Knowledge read() {
    return new Knowledge(
        Classifier.withUserRules(rules),
        Catalogue.bundled(),
        KnownImages.withUserEntries(knownImages));
  }
}
