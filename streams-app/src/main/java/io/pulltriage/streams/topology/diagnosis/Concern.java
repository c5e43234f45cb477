package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import java.util.List;
import java.util.Optional;

/** Which container and which image a signal is about. Pure. */
final class Concern {

  private Concern() {}

  /**
   * Whether a signal is about a container. One that names none is about the only one, or about
   * those whose image it names.
   */
  static boolean with(Signal signal, Optional<PodSnapshot> pod, String container, String image) {
    if (pod.filter(known -> !known.getImageVolumes().isEmpty()).isPresent()) {
      return amongVolumes(signal, pod.get(), container, image);
    }
    return signal
        .getContainer()
        .map(container::equals)
        .orElseGet(
            () ->
                pod.filter(known -> known.getContainers().size() == 1).isPresent()
                    || isNamed(image, signal.getMessage()));
  }

  /**
   * The same in a pod with image volumes. There, what is told of a pull without a container is told
   * of a volume, and what is told of a container may be about any image that it waits for.
   */
  private static boolean amongVolumes(
      Signal signal, PodSnapshot pod, String container, String image) {
    Optional<String> named = signal.getContainer();
    if (named.filter(name -> !name.equals(container)).isPresent()) {
      return false;
    }
    if (named.isPresent() && signal.getKind() == SignalKind.STARTUP_FAILURE) {
      return true;
    }
    List<WantedImage> all = WantedImage.of(pod);
    List<WantedImage> candidates =
        all.stream()
            .filter(
                wanted ->
                    named.isPresent()
                        ? wanted.container().getName().equals(container)
                        : wanted.volume().isPresent())
            .toList();
    return WantedImage.named(candidates, signal.getMessage()).filter(image::equals).isPresent()
        || (named.isEmpty() && isNamed(image, signal.getMessage()));
  }

  /** Whether a text names an image, rather than one whose name or tag only begins like it. */
  static boolean isNamed(String image, String text) {
    if (image.isEmpty()) {
      return false;
    }
    for (int at = text.indexOf(image); at >= 0; at = text.indexOf(image, at + 1)) {
      boolean begins = at == 0 || !isOfName(text, at - 1);
      if (begins && ends(text, at + image.length())) {
        return true;
      }
    }
    return false;
  }

  /** A full stop or a colon ends a name unless it goes on behind it. */
  private static boolean ends(String text, int end) {
    if (text.startsWith(":latest", end)) {
      return true;
    }
    boolean goesOn = isOfName(text, end);
    boolean joins = end < text.length() && ".:@".indexOf(text.charAt(end)) >= 0;
    return !goesOn && !(joins && isOfName(text, end + 1));
  }

  private static boolean isOfName(String text, int at) {
    return at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "-_".indexOf(text.charAt(at)) >= 0);
  }
}
