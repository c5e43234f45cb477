package io.pulltriage.streams.topology;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.Contexts;
import io.pulltriage.classifier.KnownImages;

/**
 * What diagnoses are made by. Immutable and thread-safe.
 *
 * @param classifier reads messages
 * @param catalogue explains causes
 * @param knownImages knows images that many people get wrong
 * @param contexts kubectl contexts of the clusters, for the commands in steps
 */
public record Knowledge(
    Classifier classifier, Catalogue catalogue, KnownImages knownImages, Contexts contexts) {

  /** Clusters' contexts have the names of the clusters. */
  public Knowledge(Classifier classifier, Catalogue catalogue, KnownImages knownImages) {
    this(classifier, catalogue, knownImages, Contexts.named());
  }

  /** What comes with this version. */
  public static Knowledge bundled() {
    return new Knowledge(Classifier.bundled(), Catalogue.bundled(), KnownImages.bundled());
  }
}
