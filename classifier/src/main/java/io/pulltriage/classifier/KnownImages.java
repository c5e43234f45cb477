package io.pulltriage.classifier;

import io.pulltriage.classifier.images.KnownImage;
import io.pulltriage.classifier.yaml.YamlFiles;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ImageReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The knowledge base of images that many people get wrong: moved repositories, editions taken for
 * tags, variables that must be set. Immutable and thread-safe.
 */
public final class KnownImages {

  private final List<KnownImage> images;

  private KnownImages(List<KnownImage> images) {
    this.images = images;
  }

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
    Map<String, KnownImage> byId = new LinkedHashMap<>();
    for (Path file : files) {
      KnownImage.read(YamlFiles.read(file)).forEach(image -> byId.putIfAbsent(image.id(), image));
    }
    KnownImage.read(YamlFiles.resource(KnownImages.class, "known-images.yaml"))
        .forEach(image -> byId.putIfAbsent(image.id(), image));
    return new KnownImages(List.copyOf(byId.values()));
  }

  /** What is known about an image that fails with a cause; empty where nothing is. */
  public List<ImageAdvice> advice(ImageReference image, Cause cause) {
    return images.stream()
        .filter(known -> known.causes().contains(cause) && known.matches(image))
        .map(known -> known.adviceFor(image))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The variables that an image does not start without; empty where none are known. */
  public List<EnvironmentNeed> environmentNeeds(ImageReference image) {
    return images.stream()
        .filter(known -> known.matches(image))
        .flatMap(known -> known.needs().stream())
        .toList();
  }
}
