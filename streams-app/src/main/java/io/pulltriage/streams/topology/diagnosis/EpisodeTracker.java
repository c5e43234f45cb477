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
      List<WantedImage> images = WantedImage.of(pod, container);
      replaceOtherImages(log, pod, container, images);
      Optional<Signal> waiting =
          reader
              .waiting(container, pod.getObservedAt())
              .filter(signal -> !isAboutFormerImage(known, images, signal));
      Optional<Signal> ended = reader.termination(container, pod.getObservedAt());
      ContainerReading reading = new ContainerReading(pod, container, waiting, ended);
      for (WantedImage image : images) {
        Optional<Episode> open = openPull(log, image);
        note(log, reading, image, Phase.PULL, reading.pull(images, image, open));
      }
      WantedImage own = images.get(0);
      note(log, reading, own, Phase.STARTUP, reading.startup(openPull(log, own)));
    }
    if (isOver(pod)) {
      endPulls(log, pod);
    }
    return log.toList();
  }

  private static Optional<Episode> openPull(EpisodeLog log, WantedImage image) {
    return log.find(image.container().getName(), Phase.PULL, image.image())
        .filter(episode -> episode.getEndedAt().isEmpty());
  }

  /** The status goes on to tell of the former image for a while after the spec was changed. */
  private static boolean isAboutFormerImage(
      List<Episode> known, List<WantedImage> images, Signal waiting) {
    return images.stream().noneMatch(now -> Concern.isNamed(now.image(), waiting.getMessage()))
        && known.stream()
            .filter(episode -> episode.getContainer().equals(images.get(0).container().getName()))
            .map(Episode::getImage)
            .filter(image -> images.stream().noneMatch(now -> now.image().equals(image)))
            .anyMatch(image -> Concern.isNamed(image, waiting.getMessage()));
  }

  private void note(
      EpisodeLog log,
      ContainerReading reading,
      WantedImage image,
      Phase phase,
      Condition condition) {
    PodSnapshot pod = reading.pod();
    ContainerSnapshot container = reading.container();
    switch (condition) {
      case FAILING ->
          log.fail(
              container.getName(),
              phase,
              image.image(),
              failedAt(pod, container),
              phase == Phase.STARTUP ? holdDown.plus(Startup.lastRun(container)) : holdDown,
              phase == Phase.PULL && reading.failsAfterPull(),
              pod.getRevision());
      case WELL ->
          log.find(container.getName(), phase, image.image())
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
      EpisodeLog log, PodSnapshot pod, ContainerSnapshot container, List<WantedImage> images) {
    for (Episode episode : log.open()) {
      if (episode.getContainer().equals(container.getName())
          && images.stream().noneMatch(wanted -> wanted.image().equals(episode.getImage()))) {
        log.end(
            episode,
            pod.getObservedAt(),
            Resolution.REPLACED,
            container.getImage(),
            pod.getRevision());
      }
    }
  }

  /**
   * A pod that has ended, as an evicted one or a Job's past its deadline, pulls no more; one that
   * ended because its image could not be started is the failure.
   */
  private static boolean isOver(PodSnapshot pod) {
    return pod.getPhase().equals("Failed") || pod.getPhase().equals("Succeeded");
  }

  private static void endPulls(EpisodeLog log, PodSnapshot pod) {
    for (Episode episode : log.open()) {
      if (episode.getPhase() == Phase.PULL && !episode.getAfterPull()) {
        log.end(episode, pod.getObservedAt(), Resolution.DELETED, null, pod.getRevision());
      }
    }
  }

  /** The producer may tell of a pod's successors a little after it told that the pod is gone. */
  List<Episode> endWithPod(List<Episode> known, PodSnapshot pod) {
    EpisodeLog log = new EpisodeLog(known);
    PodGone gone = pod.getGone().orElseThrow();
    for (Episode episode : log.toList()) {
      WantedImage.of(pod, episode.getContainer(), episode.getImage())
          .filter(image -> !hasRecovered(episode, pod, image.container()))
          .ifPresent(image -> endWithPod(log, episode, pod, image, gone));
    }
    return log.toList();
  }

  private static void endWithPod(
      EpisodeLog log, Episode episode, PodSnapshot pod, WantedImage image, PodGone gone) {
    ContainerSnapshot container = image.container();
    if (episode.getEndedAt().isEmpty() && ContainerReading.isDone(pod, container)) {
      log.end(episode, wellAt(pod, container), Resolution.RECOVERED, null, pod.getRevision());
      return;
    }
    Optional<Successor> successor =
        gone.getSuccessors().stream()
            .filter(next -> next.getContainer().equals(episode.getContainer()))
            .findFirst();
    Optional<String> nextImage = successor.flatMap(next -> imageIn(next, image));
    log.end(
        episode,
        episode.getEndedAt().orElse(OverdueDeletions.end(pod, gone.getAt())),
        resolution(episode, nextImage, successor.filter(Successor::getRunning).isPresent()),
        nextImage.orElse(null),
        pod.getRevision());
  }

  /** What takes an image's place; empty where the successor has no such volume. */
  private static Optional<String> imageIn(Successor successor, WantedImage image) {
    return image.volume().isEmpty()
        ? Optional.of(successor.getImage())
        : image.volume().map(successor.getVolumeImages()::get);
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
   * A pod that failed is no more. Where its workload lives on with the same image, only a container
   * that runs proves that it works after all.
   */
  private static Resolution resolution(
      Episode episode, Optional<String> successor, boolean running) {
    if (successor.filter(image -> !image.equals(episode.getImage())).isPresent()) {
      return Resolution.REPLACED;
    }
    return successor.isPresent() && running ? Resolution.RECOVERED : Resolution.DELETED;
  }
}
