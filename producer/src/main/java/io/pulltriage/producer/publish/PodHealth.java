package io.pulltriage.producer.publish;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Termination;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads from a pod's status whether its images and containers are in trouble. Pure. */
final class PodHealth {

  /** What a container waits for on its normal way to running. */
  private static final Set<String> NORMAL_WAITS = Set.of("ContainerCreating", "PodInitializing");

  /** The kubelet lost sight of a container; nobody knows how it ended. */
  private static final String UNKNOWN_END = "ContainerStatusUnknown";

  private PodHealth() {}

  /**
   * Whether something of it waits for trouble, failed, or failed so shortly before now that it may
   * fail again. A pod that is being deleted is not: ending with an error is its normal end.
   */
  static boolean isTroubled(PodSnapshot pod, Instant now, Duration recent) {
    return pod.getDeletionAt().isEmpty()
        && pod.getContainers().stream()
            .anyMatch(
                container ->
                    switch (container.getState()) {
                      case WAITING -> waitsForTrouble(container);
                      case TERMINATED -> failed(container, container.getTerminated());
                      case RUNNING ->
                          failed(container, container.getLastTermination())
                              && endedAfter(container.getLastTermination(), now.minus(recent));
                      case UNKNOWN -> false;
                    });
  }

  /** Whether all of it runs or is done. */
  static boolean isWell(PodSnapshot pod) {
    return pod.getPhase().equals("Succeeded")
        || (!pod.getContainers().isEmpty()
            && pod.getContainers().stream()
                .allMatch(
                    container ->
                        switch (container.getState()) {
                          case RUNNING -> true;
                          case TERMINATED -> !failed(container, container.getTerminated());
                          case WAITING, UNKNOWN -> false;
                        }));
  }

  /**
   * Whether it runs in a way that speaks for its image: a restart after a failure does not while
   * its pod is still in question.
   */
  static boolean speaksForImage(ContainerSnapshot container, boolean podInQuestion) {
    return container.getState() == ContainerState.RUNNING
        && !(podInQuestion && failed(container, container.getLastTermination()));
  }

  /** Whether it runs, not just after a failure, or has ended without an error. */
  static boolean runs(ContainerSnapshot container, boolean podInQuestion) {
    return container.getState() == ContainerState.TERMINATED
        ? !failed(container, container.getTerminated())
        : speaksForImage(container, podInQuestion);
  }

  private static boolean waitsForTrouble(ContainerSnapshot container) {
    return container.getWaitingReason().map(reason -> !NORMAL_WAITS.contains(reason)).orElse(false);
  }

  /** A debugging session may end as it likes. */
  private static boolean failed(ContainerSnapshot container, Optional<Termination> end) {
    return container.getType() != ContainerType.EPHEMERAL_CONTAINER
        && end.isPresent()
        && end.get().getExitCode() != 0
        && !end.get().getReason().equals(UNKNOWN_END);
  }

  private static boolean endedAfter(Optional<Termination> end, Instant time) {
    return end.flatMap(Termination::getFinishedAt).map(at -> at.isAfter(time)).orElse(false);
  }
}
