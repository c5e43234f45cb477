package io.pulltriage.streams.explain;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.KnownImages;
import io.pulltriage.classifier.Message;
import io.pulltriage.classifier.Steps;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Explains messages. Thread-safe. */
public final class Explainer {

  /** The kubelet names the image as the pod's spec does, before the runtime's words for it. */
  private static final String BEFORE_IMAGE = "image \"";

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
    Optional<ImageReference> image =
        Optional.ofNullable(
                inquiry.image() == null ? quotedImage(inquiry.message()) : inquiry.image())
            .map(ImageReferences::parse);
    return new Explanation(
        classification,
        classification.cause().map(catalogue::entry),
        classification
            .cause()
            .flatMap(cause -> image.map(named -> knownImages().advice(named, cause)))
            .orElse(List.of()),
        image.map(Steps::valuesOf).orElse(Map.of()));
  }

  /** What stands in the place of a message that could not be read. */
  public Explanation ofNothing() {
    return new Explanation(
        new Classification(Optional.empty(), Confidence.NONE, Optional.empty(), List.of()),
        Optional.empty(),
        List.of(),
        Map.of());
  }

  private synchronized KnownImages knownImages() {
    if (knownImages == null) {
      knownImages = knownImagesSource.get();
    }
    return knownImages;
  }

  private static @Nullable String quotedImage(String message) {
    int before = message.indexOf(BEFORE_IMAGE);
    int start = before + BEFORE_IMAGE.length();
    int end = before < 0 ? -1 : message.indexOf('"', start);
    return end < 0 ? null : message.substring(start, end);
  }
}
