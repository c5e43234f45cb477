package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Successor;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Follows a pod's containers through its snapshots and notes when each began and ceased to fail.
 * Pure and thread-safe.
 */
public final class EpisodeTracker {

  private final SignalReader reader;
  private final Duration holdDown;

  /**
   * Follows containers.
   *
   * @param holdDown a failure within this time after the last one belongs to the same stretch
   */
  public EpisodeTracker(SignalReader reader, Duration holdDown) {
    this.reader = reader;
    this.holdDown = holdDown;
  }

  /** The stretches of failure after one more snapshot, which must be newer than those before it. */
  public List<Episode> track(List<Episode> known, PodSnapshot pod) {
    if (pod.getGone().isPresent()) {
      return endWithPod(known, pod);
    }
    EpisodeLog log = new EpisodeLog(known);
    for (ContainerSnapshot container : pod.getContainers()) {
      replaceOtherImages(log, pod, container);
      Optional<Signal> waiting =
          reader
              .waiting(container, pod.getObservedAt())
              .filter(signal -> !isAboutFormerImage(known, container, signal));
      Optional<Signal> ended = reader.termination(container, pod.getObservedAt());
      note(log, pod, container, Phase.PULL, ContainerReading.pull(container, waiting));
      note(
          log,
          pod,
          container,
          Phase.STARTUP,
          ContainerReading.startup(pod, container, waiting, ended));
    }
    if (isOver(pod)) {
      endPulls(log, pod);
    }
    return log.toList();
  }

  /** The status goes on to tell of the former image for a while after the spec was changed. */
  private static boolean isAboutFormerImage(
      List<Episode> known, ContainerSnapshot container, Signal waiting) {
    return !Concern.isNamed(container.getImage(), waiting.getMessage())
        && known.stream()
            .filter(episode -> episode.getContainer().equals(container.getName()))
            .map(Episode::getImage)
            .filter(image -> !image.equals(container.getImage()))
            .anyMatch(image -> Concern.isNamed(image, waiting.getMessage()));
  }

  private void note(
      EpisodeLog log,
      PodSnapshot pod,
      ContainerSnapshot container,
      Phase phase,
      Condition condition) {
    switch (condition) {
      case FAILING ->
          log.fail(
              container.getName(),
              phase,
              container.getImage(),
              failedAt(pod, container),
              phase == Phase.STARTUP ? holdDown.plus(Startup.lastRun(container)) : holdDown,
              pod.getRevision());
      case WELL ->
          log.find(container.getName(), phase, container.getImage())
              .filter(episode -> episode.getEndedAt().isEmpty())
              .ifPresent(
                  episode ->
                      log.end(
                          episode,
                          wellAt(pod, container),
                          Resolution.RECOVERED,
                          null,
                          pod.getRevision()));
      case UNDECIDED -> {}
    }
  }

  private static Instant failedAt(PodSnapshot pod, ContainerSnapshot container) {
    return container.getState() == ContainerState.TERMINATED
        ? container.getTerminated().flatMap(Termination::getFinishedAt).orElse(pod.getObservedAt())
        : pod.getObservedAt();
  }

  private static Instant wellAt(PodSnapshot pod, ContainerSnapshot container) {
    return container
        .getRunningSince()
        .or(() -> container.getTerminated().flatMap(Termination::getStartedAt))
        .orElse(pod.getObservedAt());
  }

  private static void replaceOtherImages(
      EpisodeLog log, PodSnapshot pod, ContainerSnapshot container) {
    for (Episode episode : log.open()) {
      if (episode.getContainer().equals(container.getName())
          && !episode.getImage().equals(container.getImage())) {
        log.end(
            episode,
            pod.getObservedAt(),
            Resolution.REPLACED,
            container.getImage(),
            pod.getRevision());
      }
    }
  }

  /** A pod that has ended, as an evicted one or a Job's past its deadline, pulls no more. */
  private static boolean isOver(PodSnapshot pod) {
    return pod.getPhase().equals("Failed") || pod.getPhase().equals("Succeeded");
  }

  private static void endPulls(EpisodeLog log, PodSnapshot pod) {
    for (Episode episode : log.open()) {
      if (episode.getPhase() == Phase.PULL) {
        log.end(episode, pod.getObservedAt(), Resolution.DELETED, null, pod.getRevision());
      }
    }
  }

  /** The producer may tell of a pod's successors a little after it told that the pod is gone. */
  List<Episode> endWithPod(List<Episode> known, PodSnapshot pod) {
    EpisodeLog log = new EpisodeLog(known);
    PodGone gone = pod.getGone().orElseThrow();
    for (Episode episode : log.toList()) {
      pod.getContainers().stream()
          .filter(container -> container.getName().equals(episode.getContainer()))
          .filter(container -> container.getImage().equals(episode.getImage()))
          .filter(container -> !hasRecovered(episode, pod, container))
          .findFirst()
          .ifPresent(container -> endWithPod(log, episode, pod, container, gone));
    }
    return log.toList();
  }

  private static void endWithPod(
      EpisodeLog log, Episode episode, PodSnapshot pod, ContainerSnapshot container, PodGone gone) {
    if (episode.getEndedAt().isEmpty() && ContainerReading.isDone(pod, container)) {
      log.end(episode, wellAt(pod, container), Resolution.RECOVERED, null, pod.getRevision());
      return;
    }
    Optional<String> successor =
        gone.getSuccessors().stream()
            .filter(next -> next.getContainer().equals(episode.getContainer()))
            .map(Successor::getImage)
            .findFirst();
    log.end(
        episode,
        episode.getEndedAt().orElse(gone.getAt()),
        resolution(episode, successor),
        successor.orElse(null),
        pod.getRevision());
  }

  /** What crashed and ran again had not recovered yet when its pod was deleted during that run. */
  private boolean hasRecovered(Episode episode, PodSnapshot pod, ContainerSnapshot container) {
    boolean recovered =
        episode.getResolution().filter(Resolution.RECOVERED::equals).isPresent()
            && episode.getReplacedBy().isEmpty();
    boolean crashed =
        episode.getPhase() == Phase.STARTUP
            && container.getRestartCount() > 0
            && !ContainerReading.isDone(pod, container);
    if (!recovered || !crashed) {
      return recovered;
    }
    Instant settled =
        episode.getEndedAt().orElseThrow().plus(holdDown).plus(Startup.runBefore(container));
    Instant asked = pod.getDeletionAt().or(() -> pod.getGone().map(PodGone::getAt)).orElseThrow();
    return !asked.isBefore(settled);
  }

  /**
   * A pod that failed is no more, and its workload lives on with the same image: it runs after all.
   */
  private static Resolution resolution(Episode episode, Optional<String> successor) {
    return successor
        .map(image -> image.equals(episode.getImage()) ? Resolution.RECOVERED : Resolution.REPLACED)
        .orElse(Resolution.DELETED);
  }
}
