package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.Signal;
import java.util.Optional;

/** Which container and which image a signal is about. Pure. */
final class Concern {

  private Concern() {}

  /**
   * Whether a signal is about a container. One that names none is about the only one, or about
   * those whose image it names.
   */
  static boolean with(Signal signal, Optional<PodSnapshot> pod, String container, String image) {
    return signal
        .getContainer()
        .map(container::equals)
        .orElseGet(
            () ->
                pod.filter(known -> known.getContainers().size() == 1).isPresent()
                    || isNamed(image, signal.getMessage()));
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
