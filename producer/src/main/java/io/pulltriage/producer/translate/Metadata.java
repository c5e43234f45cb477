package io.pulltriage.producer.translate;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import org.jspecify.annotations.Nullable;

/** What every object must have to be told apart from others. */
final class Metadata {

  private Metadata() {}

  static ObjectMeta of(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    if (metadata == null || isBlank(metadata.getName())) {
      throw new TranslationException("a " + object.getKind() + " without a name");
    }
    if (isBlank(metadata.getUid())) {
      throw new TranslationException(
          "the " + object.getKind() + " " + metadata.getName() + " has no uid");
    }
    return metadata;
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
