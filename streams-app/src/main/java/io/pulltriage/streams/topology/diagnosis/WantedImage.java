package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageVolume;
import io.pulltriage.schemas.PodSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An image without which a container does not start: its own, or that of an image volume that it
 * mounts. The kubelet pulls those of volumes first, tells of them in events that name no container,
 * and lets the container wait with the same reasons as for its own.
 *
 * @param container the container that waits for it
 * @param image its reference, as the spec writes it
 * @param pullPolicy when it is pulled
 * @param volume the volume; empty for the container's own image
 */
record WantedImage(
    ContainerSnapshot container, String image, String pullPolicy, Optional<String> volume) {

  /** All of a pod, container by container. */
  static List<WantedImage> of(PodSnapshot pod) {
    return pod.getContainers().stream().flatMap(container -> of(pod, container).stream()).toList();
  }

  /** Those of one container, its own first; each reference once. */
  static List<WantedImage> of(PodSnapshot pod, ContainerSnapshot container) {
    WantedImage own =
        new WantedImage(
            container, container.getImage(), container.getImagePullPolicy(), Optional.empty());
    if (pod.getImageVolumes().isEmpty()) {
      return List.of(own);
    }
    List<WantedImage> images = new ArrayList<>(List.of(own));
    for (ImageVolume volume : pod.getImageVolumes()) {
      boolean isNew = images.stream().noneMatch(known -> known.image.equals(volume.getImage()));
      if (isNew && volume.getContainers().contains(container.getName())) {
        images.add(
            new WantedImage(
                container,
                volume.getImage(),
                volume.getImagePullPolicy(),
                Optional.of(volume.getName())));
      }
    }
    return images;
  }

  /** The one of a pod's images that a failure window is about. */
  static Optional<WantedImage> of(PodSnapshot pod, String container, String image) {
    return pod.getContainers().stream()
        .filter(candidate -> candidate.getName().equals(container))
        .flatMap(candidate -> of(pod, candidate).stream())
        .filter(wanted -> wanted.image.equals(image))
        .findFirst();
  }

  /**
   * The one image that a text is about: by its reference, else by its repository, else by its
   * registry.
   *
   * @return empty where the text names none or several; the only candidate is named by any text
   */
  static Optional<String> named(List<WantedImage> candidates, String text) {
    List<String> images = candidates.stream().map(WantedImage::image).distinct().toList();
    if (images.size() == 1) {
      return Optional.of(images.get(0));
    }
    return Stream.<Predicate<String>>of(
            image -> Concern.isNamed(image, text),
            image -> isPartNamed(repository(image), text),
            image -> isPartNamed(reference(image).getRegistry(), text))
        .map(isNamed -> images.stream().filter(isNamed).toList())
        .filter(found -> !found.isEmpty())
        .findFirst()
        .filter(found -> found.size() == 1)
        .map(found -> found.get(0));
  }

  private static boolean isPartNamed(Optional<String> part, String text) {
    return part.filter(name -> Concern.isNamed(name, text) || text.contains("//" + name + '/'))
        .isPresent();
  }

  private static Optional<String> repository(String image) {
    ImageReference reference = reference(image);
    return reference
        .getRegistry()
        .flatMap(host -> reference.getRepository().map(path -> host + '/' + path));
  }

  private static ImageReference reference(String image) {
    return ImageReferences.parse(image);
  }
}
