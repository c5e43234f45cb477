package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a container's status proves for each phase. The status alone decides whether a container
 * fails: events say why, but the API server may drop them. Pure.
 */
final class ContainerReading {

  /** The kubelet's word for a container that it cannot find when its pod ends: not a crash. */
  private static final String NEVER_FOUND = "ContainerStatusUnknown";

  /** What a container waits for once its image is there, however the words are read. */
  private static final Set<String> BEYOND_PULL =
      Set.of(
          "CrashLoopBackOff",
          "CreateContainerConfigError",
          "CreateContainerError",
          "PreCreateHookError",
          "PreStartHookError",
          "PostStartHookError",
          "RunContainerError");

  private ContainerReading() {}

  /**
   * Whether one of the images that a container waits for came.
   *
   * @param images all that it waits for, its own first
   * @param waiting why it waits, as the rules read it
   */
  static Condition pull(List<WantedImage> images, WantedImage image, Optional<Signal> waiting) {
    Condition any = pull(image.container(), waiting);
    if (any != Condition.FAILING) {
      return any;
    }
    Optional<String> missing =
        WantedImage.named(images, waiting.map(Signal::getMessage).orElse(""));
    if (missing.filter(image.image()::equals).isPresent()) {
      return Condition.FAILING;
    }
    // The kubelet pulls a container's own image once it has all of its volumes.
    boolean isPastVolumes = missing.filter(images.get(0).image()::equals).isPresent();
    return isPastVolumes ? Condition.WELL : Condition.UNDECIDED;
  }

  /**
   * Whether a container has all of its images.
   *
   * @param waiting why it waits, as the rules read it
   */
  static Condition pull(ContainerSnapshot container, Optional<Signal> waiting) {
    return switch (container.getState()) {
      case RUNNING -> Condition.WELL;
      case TERMINATED ->
          neverFound(container.getTerminated()) ? Condition.UNDECIDED : Condition.WELL;
      case WAITING -> {
        if (waiting.filter(signal -> signal.getKind() == SignalKind.PULL_FAILURE).isPresent()) {
          yield Condition.FAILING;
        }
        yield container.getWaitingReason().filter(BEYOND_PULL::contains).isPresent()
            ? Condition.WELL
            : Condition.UNDECIDED;
      }
      case UNKNOWN -> Condition.UNDECIDED;
    };
  }

  /**
   * Whether the container starts from its image.
   *
   * @param waiting why it waits, as the rules read it
   * @param termination how it ended, as the rules read it
   */
  static Condition startup(
      PodSnapshot pod,
      ContainerSnapshot container,
      Optional<Signal> waiting,
      Optional<Signal> termination) {
    return switch (container.getState()) {
      case RUNNING -> Condition.WELL;
      case WAITING ->
          waiting.filter(signal -> signal.getKind() == SignalKind.STARTUP_FAILURE).isPresent()
              ? Condition.FAILING
              : Condition.UNDECIDED;
      case TERMINATED -> terminated(pod, container, termination);
      case UNKNOWN -> Condition.UNDECIDED;
    };
  }

  /** Whether it ended well, and not because its pod ends. */
  static boolean isDone(PodSnapshot pod, ContainerSnapshot container) {
    return container.getState() == ContainerState.TERMINATED
        && pod.getDeletionAt().isEmpty()
        && !failed(container.getTerminated());
  }

  /**
   * A first exit with a code is an application's business, and a debugging session may end as it
   * likes; what could not be executed at all, or fails again soon, is not.
   */
  private static Condition terminated(
      PodSnapshot pod, ContainerSnapshot container, Optional<Signal> termination) {
    if (pod.getDeletionAt().isPresent()
        || neverFound(container.getTerminated())
        || container.getType() == ContainerType.EPHEMERAL_CONTAINER) {
      return Condition.UNDECIDED;
    }
    if (!failed(container.getTerminated())) {
      boolean done =
          container.getType() == ContainerType.INIT_CONTAINER || pod.getPhase().equals("Succeeded");
      return done ? Condition.WELL : Condition.UNDECIDED;
    }
    boolean again =
        container.getRestartCount() > 0
            && failed(container.getLastTermination())
            && Startup.lastRun(container).compareTo(Startup.WELL_AFTER) < 0;
    return isForGood(pod, termination) || again ? Condition.FAILING : Condition.UNDECIDED;
  }

  /** Memory may run out once; a process that cannot be executed will never be. */
  private static boolean isForGood(PodSnapshot pod, Optional<Signal> termination) {
    return termination
        .filter(
            signal ->
                signal.getCause().filter(cause -> cause != Cause.OOM_KILLED).isPresent()
                    || pod.getPhase().equals("Failed"))
        .isPresent();
  }

  private static boolean failed(Optional<Termination> termination) {
    return termination.filter(ended -> ended.getExitCode() != 0).isPresent();
  }

  private static boolean neverFound(Optional<Termination> termination) {
    return termination.filter(ended -> ended.getReason().equals(NEVER_FOUND)).isPresent();
  }
}
