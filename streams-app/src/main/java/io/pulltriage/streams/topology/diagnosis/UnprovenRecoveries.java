package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.Episode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Containers that were refused their image for want of credentials and then run because another pod
 * had brought it to their node. The credentials are as wrong as before, and the next node will
 * refuse: the failure goes on for a while, unless a pull succeeds or the pod goes. Pure and
 * thread-safe.
 */
public final class UnprovenRecoveries {

  private final Duration openFor;

  /**
   * Looks for unproven recoveries.
   *
   * @param openFor after so long the container counts as recovered all the same
   */
  public UnprovenRecoveries(Duration openFor) {
    this.openFor = openFor;
  }

  /** The stretches of failure of a pod, with unproven recoveries taken back. */
  public List<Episode> track(PodView view, Instant now) {
    EpisodeLog log = null;
    for (Episode episode : view.episodes()) {
      Optional<Instant> given = given(view, episode);
      if (given.isPresent()) {
        log = log == null ? new EpisodeLog(view.episodes()) : log;
        if (now.isBefore(given.get().plus(openFor))) {
          log.reopen(episode);
        } else {
          log.end(episode, given.get(), Resolution.RECOVERED, null, episode.getRevision());
        }
      }
    }
    return log == null ? view.episodes() : log.toList();
  }

  /** When the next of them will count as recovered; empty when there is none. */
  public Optional<Instant> next(PodView view, Instant now) {
    return view.episodes().stream()
        .flatMap(episode -> given(view, episode).stream())
        .map(given -> given.plus(openFor))
        .filter(end -> end.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  /** Whether the container of a stretch of failure runs all the same. */
  static boolean isOne(PodView view, Episode episode) {
    return episode.getEndedAt().isEmpty() && given(view, episode).isPresent();
  }

  /** When the container was given an image that proves nothing; empty where it was not. */
  private static Optional<Instant> given(PodView view, Episode episode) {
    boolean runs =
        view.pod().filter(pod -> pod.getGone().isEmpty() && runs(pod, episode)).isPresent();
    if (episode.getPhase() != Phase.PULL || !runs || view.removedAt().isPresent()) {
      return Optional.empty();
    }
    FailureSignals signals = new FailureSignals(view, episode);
    return Credentials.concern(Verdict.of(signals).cause())
        ? signals.givenUnproven()
        : Optional.empty();
  }

  private static boolean runs(PodSnapshot pod, Episode episode) {
    return WantedImage.of(pod, episode.getContainer(), episode.getImage())
        .filter(image -> ContainerReading.hasImage(image.container()))
        .isPresent();
  }
}
