package io.pulltriage.standalone.explain;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.ImageAdvice;
import io.pulltriage.classifier.KnownImages;
import io.pulltriage.classifier.Message;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ImageReferences;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Explains messages, one at a time. Not thread-safe. */
public final class Explainer {

  private final Classifier classifier;
  private final Catalogue catalogue;
  private final Supplier<KnownImages> knownImagesSource;
  private @Nullable KnownImages knownImages;

  /**
   * An explainer.
   *
   * @param knownImagesSource asked once, when the first image is named: most calls name none
   */
  public Explainer(
      Classifier classifier, Catalogue catalogue, Supplier<KnownImages> knownImagesSource) {
    this.classifier = classifier;
    this.catalogue = catalogue;
    this.knownImagesSource = knownImagesSource;
  }

  /** Explains a message. */
  public Explanation explain(Inquiry inquiry) {
    Classification classification =
        classifier.classify(new Message(inquiry.message(), inquiry.reason(), null));
    return new Explanation(
        classification,
        classification.cause().map(catalogue::entry),
        advice(inquiry.image(), classification));
  }

  /** What stands in the place of a message that could not be read. */
  public Explanation ofNothing() {
    return new Explanation(
        new Classification(Optional.empty(), Confidence.NONE, Optional.empty(), List.of()),
        Optional.empty(),
        List.of());
  }

  private List<ImageAdvice> advice(@Nullable String image, Classification classification) {
    if (image == null || classification.cause().isEmpty()) {
      return List.of();
    }
    if (knownImages == null) {
      knownImages = knownImagesSource.get();
    }
    return knownImages.advice(ImageReferences.parse(image), classification.cause().get());
  }
}
