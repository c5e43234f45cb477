package io.pulltriage.classifier;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ImageReference;
import java.nio.file.Path;
import java.util.List;

/**
 * The knowledge base of images that many people get wrong: moved repositories, editions taken for
 * tags, variables that must be set. Immutable and thread-safe.
 */
public final class KnownImages {

  private KnownImages() {}

  /** The knowledge base that comes with this version. */
  public static KnownImages bundled() {
    return withUserEntries(List.of());
  }

  /**
   * The knowledge base with users' entries before the bundled ones; one with the id of a bundled
   * entry takes its place.
   *
   * @throws RuleException if a file cannot be read or an entry is wrong; names file, entry and line
   */
  public static KnownImages withUserEntries(List<Path> files) {
    return new KnownImages();
  }

  /** What is known about an image that fails with a cause; empty where nothing is. */
  public List<ImageAdvice> advice(ImageReference image, Cause cause) {
    return List.of();
  }

  /** The variables that an image does not start without; empty where none are known. */
  public List<EnvironmentNeed> environmentNeeds(ImageReference image) {
    return List.of();
  }
}
