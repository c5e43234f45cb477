package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a container's status proves for each phase. The status alone decides whether a container
 * fails: events say why, but the API server may drop them. Pure.
 *
 * @param pod its pod
 * @param container the container
 * @param waiting why it waits, as the rules read it
 * @param ended how it ended, or its run before, as the rules read it
 */
record ContainerReading(
    PodSnapshot pod,
    ContainerSnapshot container,
    Optional<Signal> waiting,
    Optional<Signal> ended) {

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

  /** What a termination is called that no process brought about, since none was started. */
  private static final Set<String> NEVER_STARTED =
      Set.of("StartError", "ContainerCannotRun", "CreateContainerError", "RunContainerError");

  /** Whether a termination is the runtime's word on a start rather than the end of a process. */
  static boolean isOfStart(Termination ended) {
    return NEVER_STARTED.contains(ended.getReason());
  }

  /** Whether a container was given its image: it was started from it, or waits for what follows. */
  static boolean hasImage(ContainerSnapshot container) {
    return switch (container.getState()) {
      case RUNNING -> true;
      case TERMINATED -> !neverFound(container.getTerminated());
      case WAITING -> container.getWaitingReason().filter(BEYOND_PULL::contains).isPresent();
      case UNKNOWN -> false;
    };
  }

  /** Whether it fails for want of an image though the runtime had that: only a run proves it. */
  boolean failsAfterPull() {
    return hasImage(container)
        && !gotPast()
        && container.getState() != ContainerState.RUNNING
        && (isPullFailure(waiting) || isPullFailure(ended));
  }

  /** Whether the runtime says that it came as far as the container's own program. */
  private boolean gotPast() {
    return waiting
        .flatMap(Signal::getCause)
        .filter(
            cause ->
                cause == Cause.COMMAND_NOT_FOUND
                    || cause == Cause.EXEC_FORMAT
                    || cause == Cause.OOM_KILLED)
        .isPresent();
  }

  /**
   * Whether one of the images that it waits for came.
   *
   * @param images all that it waits for, its own first
   * @param open the failure window of the image; empty where it does not fail
   */
  Condition pull(List<WantedImage> images, WantedImage image, Optional<Episode> open) {
    boolean own = image.volume().isEmpty();
    return switch (container.getState()) {
      case RUNNING -> Condition.WELL;
      case TERMINATED -> {
        if (neverFound(container.getTerminated())) {
          yield Condition.UNDECIDED;
        }
        yield own ? afterPull(open) : Condition.WELL;
      }
      case WAITING -> {
        if (container.getWaitingReason().filter(BEYOND_PULL::contains).isPresent()) {
          yield own ? afterPull(open) : Condition.WELL;
        }
        yield isPullFailure(waiting) ? missing(images, image) : Condition.UNDECIDED;
      }
      case UNKNOWN -> Condition.UNDECIDED;
    };
  }

  /** What failed though the image was there is over once a process ran. */
  private Condition afterPull(Optional<Episode> open) {
    if (failsAfterPull()) {
      return Condition.FAILING;
    }
    return neverRan(open) ? Condition.UNDECIDED : Condition.WELL;
  }

  private boolean neverRan(Optional<Episode> open) {
    return open.filter(Episode::getAfterPull)
        .filter(episode -> !gotPast() && !hasRun(episode))
        .isPresent();
  }

  private boolean hasRun(Episode episode) {
    return container
        .getTerminated()
        .or(container::getLastTermination)
        .filter(run -> !isOfStart(run) && !run.getReason().equals(NEVER_FOUND))
        .flatMap(Termination::getStartedAt)
        .filter(start -> start.isAfter(episode.getSince()))
        .isPresent();
  }

  private Condition missing(List<WantedImage> images, WantedImage image) {
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
   * Whether it starts from its image.
   *
   * @param pull the failure window of its image; empty where that does not fail
   */
  Condition startup(Optional<Episode> pull) {
    boolean neverRan = failsAfterPull() || neverRan(pull);
    return switch (container.getState()) {
      case RUNNING -> Condition.WELL;
      case WAITING ->
          waiting.filter(signal -> signal.getKind() == SignalKind.STARTUP_FAILURE).isPresent()
                  && !neverRan
              ? Condition.FAILING
              : Condition.UNDECIDED;
      case TERMINATED -> neverRan ? Condition.UNDECIDED : terminated();
      case UNKNOWN -> Condition.UNDECIDED;
    };
  }

  /** Whether a container ended well, and not because its pod ends. */
  static boolean isDone(PodSnapshot pod, ContainerSnapshot container) {
    return container.getState() == ContainerState.TERMINATED
        && pod.getDeletionAt().isEmpty()
        && !failed(container.getTerminated());
  }

  /**
   * A first exit with a code is an application's business, and a debugging session may end as it
   * likes; what could not be executed at all, or fails again soon, is not.
   */
  private Condition terminated() {
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
    return isForGood() || failedAgain() ? Condition.FAILING : Condition.UNDECIDED;
  }

  /** A status may tell of one run in both places. */
  private boolean failedAgain() {
    return container.getRestartCount() > 0
        && failed(container.getLastTermination())
        && !container.getLastTermination().equals(container.getTerminated())
        && Startup.lastRun(container).compareTo(Startup.WELL_AFTER) < 0;
  }

  /** Memory may run out once; a process that cannot be executed will never be. */
  private boolean isForGood() {
    return ended
        .filter(
            signal ->
                signal.getCause().filter(cause -> cause != Cause.OOM_KILLED).isPresent()
                    || pod.getPhase().equals("Failed"))
        .isPresent();
  }

  private static boolean isPullFailure(Optional<Signal> signal) {
    return signal.filter(read -> read.getKind() == SignalKind.PULL_FAILURE).isPresent();
  }

  private static boolean failed(Optional<Termination> termination) {
    return termination.filter(ended -> ended.getExitCode() != 0).isPresent();
  }

  private static boolean neverFound(Optional<Termination> termination) {
    return termination.filter(ended -> ended.getReason().equals(NEVER_FOUND)).isPresent();
  }
}
