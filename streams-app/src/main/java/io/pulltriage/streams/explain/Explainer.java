package io.pulltriage.streams.explain;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.KnownImages;
import io.pulltriage.classifier.Message;
import io.pulltriage.classifier.Steps;
import io.pulltriage.classifier.Why;
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
  private final boolean why;
  private @Nullable KnownImages knownImages;

  /**
   * An explainer.
   *
   * @param knownImagesSource asked once, when the first image is named: most calls name none
   * @param why whether to say how each rule fared
   */
  public Explainer(
      Classifier classifier,
      Catalogue catalogue,
      Supplier<KnownImages> knownImagesSource,
      boolean why) {
    this.classifier = classifier;
    this.catalogue = catalogue;
    this.knownImagesSource = knownImagesSource;
    this.why = why;
  }

  /** Explains a message. */
  public Explanation explain(Inquiry inquiry) {
    Message message = new Message(inquiry.message(), inquiry.reason(), null);
    Optional<Why> reasons = why ? Optional.of(classifier.why(message)) : Optional.empty();
    Classification classification =
        reasons.map(Why::classification).orElseGet(() -> classifier.classify(message));
    Optional<ImageReference> image =
        Optional.ofNullable(
                inquiry.image() == null ? quotedImage(inquiry.message()) : inquiry.image())
            .map(ImageReferences::parse);
    return new Explanation(
        classification,
        classification.cause().map(cause -> catalogue.entry(cause, classification.rule())),
        classification
            .cause()
            .flatMap(cause -> image.map(named -> knownImages().advice(named, cause)))
            .orElse(List.of()),
        image.map(Steps::valuesOf).orElse(Map.of()),
        reasons);
  }

  /** What stands in the place of a message that could not be read. */
  public Explanation ofNothing() {
    Classification nothing =
        new Classification(Optional.empty(), Confidence.NONE, Optional.empty(), List.of());
    return new Explanation(
        nothing,
        Optional.empty(),
        List.of(),
        Map.of(),
        why ? Optional.of(new Why(nothing, List.of())) : Optional.empty());
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
