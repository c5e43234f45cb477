package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.PodSnapshot;
import java.util.Optional;

/** Of which image of a pod the use elsewhere in the cluster is worth knowing. Pure. */
public final class SuspectImage {

  private SuspectImage() {}

  /**
   * The image of the first container that does not run; of the first container where all do.
   *
   * @return empty for a pod without containers
   */
  public static Optional<ImageReference> of(PodSnapshot pod) {
    return pod.getContainers().stream()
        .filter(SuspectImage::isSuspect)
        .findFirst()
        .or(() -> pod.getContainers().stream().findFirst())
        .map(container -> ImageReferences.parse(suspect(pod, container)));
  }

  /** A container may wait for the image of a volume. */
  private static String suspect(PodSnapshot pod, ContainerSnapshot container) {
    return WantedImage.named(
            WantedImage.of(pod, container), container.getWaitingMessage().orElse(""))
        .orElse(container.getImage());
  }

  static boolean isUsageOf(ImageUsage usage, String reference) {
    return ImageReferences.normalized(usage.getImage())
        .equals(ImageReferences.normalized(ImageReferences.parse(reference)));
  }

  /** An init container that is done is no suspect; any other that ended is. */
  private static boolean isSuspect(ContainerSnapshot container) {
    return switch (container.getState()) {
      case WAITING -> !"PodInitializing".equals(container.getWaitingReason().orElse(""));
      case TERMINATED ->
          container.getTerminated().filter(ended -> ended.getExitCode() != 0).isPresent();
      case RUNNING, UNKNOWN -> container.getState() == ContainerState.UNKNOWN;
    };
  }
}
