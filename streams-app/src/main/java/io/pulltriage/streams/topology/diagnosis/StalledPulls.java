package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.PodCase;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pulls that go on without a result. The pod's status says no more of them than {@code
 * ContainerCreating}: only the {@code Pulling} event and the time tell. Pure and thread-safe.
 */
public final class StalledPulls {

  private final Duration stallAfter;

  /**
   * Looks for stalled pulls.
   *
   * @param stallAfter how long a pull may take without a result
   */
  public StalledPulls(Duration stallAfter) {
    this.stallAfter = stallAfter;
  }

  /**
   * The stretches of failure of a pod, with those of stalled pulls. A pull that took too long but
   * came to a result is one too, so that it does not matter how often anybody looks.
   */
  public List<Episode> track(PodCase podCase, Instant now) {
    EpisodeLog log = new EpisodeLog(podCase.getEpisodes());
    podCase
        .getPod()
        .ifPresent(
            pod ->
                pod.getContainers()
                    .forEach(
                        container ->
                            pull(podCase, pod, container)
                                .filter(pull -> pull.lasted(now).compareTo(stallAfter) >= 0)
                                .ifPresent(pull -> note(log, pod, container, pull))));
    return log.toList();
  }

  /**
   * When a pull will count as stalled, should nothing more be heard of it; empty when none will.
   */
  public Optional<Instant> next(PodCase podCase, Instant now) {
    return podCase.getPod().stream()
        .flatMap(
            pod ->
                pod.getContainers().stream()
                    .flatMap(container -> pull(podCase, pod, container).stream()))
        .filter(pull -> pull.end.filter(pull.start.plus(stallAfter)::isAfter).isEmpty())
        .map(pull -> pull.start.plus(stallAfter))
        .filter(now::isBefore)
        .min(Comparator.naturalOrder());
  }

  private static void note(
      EpisodeLog log, PodSnapshot pod, ContainerSnapshot container, Pull pull) {
    String name = container.getName();
    String image = container.getImage();
    Optional<Episode> known =
        log.find(name, Phase.PULL, image)
            .filter(episode -> episode.getEndedAt().filter(pull.start::isAfter).isEmpty());
    if (known.isEmpty()) {
      log.fail(name, Phase.PULL, image, pull.start, Duration.ZERO, pod.getRevision());
    } else if (pull.start.isBefore(known.get().getSince())) {
      log.put(Episode.newBuilder(known.get()).setSince(pull.start).build());
    }
    if (pull.end.isPresent() && pull.resolution.isPresent()) {
      log.find(name, Phase.PULL, image)
          .filter(episode -> endsWith(episode, pull.end.get()))
          .ifPresent(
              episode ->
                  log.end(episode, pull.end.get(), pull.resolution.get(), null, pod.getRevision()));
    }
  }

  /** The event that tells of the end may come before or after the status that shows it. */
  private static boolean endsWith(Episode episode, Instant end) {
    return !episode.getLastFailure().isAfter(end)
        && episode.getEndedAt().filter(known -> !known.isAfter(end)).isEmpty();
  }

  private static Optional<Pull> pull(
      PodCase podCase, PodSnapshot pod, ContainerSnapshot container) {
    return signals(podCase, container, SignalKind.PULLING)
        .map(Signal::getAt)
        .max(Comparator.naturalOrder())
        .map(start -> pull(podCase, pod, container, start));
  }

  private static Pull pull(
      PodCase podCase, PodSnapshot pod, ContainerSnapshot container, Instant start) {
    Optional<Instant> came =
        Stream.of(
                times(podCase, container, SignalKind.PULLED),
                times(podCase, container, SignalKind.PRESENT),
                container.getRunningSince().stream(),
                container.getTerminated().flatMap(Termination::getStartedAt).stream())
            .flatMap(times -> times)
            .filter(time -> !time.isBefore(start))
            .min(Comparator.naturalOrder());
    if (came.isPresent()) {
      return new Pull(start, came, Optional.of(Resolution.RECOVERED));
    }
    Optional<Instant> failed =
        times(podCase, container, SignalKind.PULL_FAILURE)
            .filter(time -> !time.isBefore(start))
            .min(Comparator.naturalOrder());
    if (failed.isPresent()) {
      return new Pull(start, failed, Optional.empty());
    }
    return new Pull(
        start, pod.getGone().map(PodGone::getAt), pod.getGone().map(gone -> Resolution.DELETED));
  }

  /** Of what happened several times, the first and the newest time are known. */
  private static Stream<Instant> times(
      PodCase podCase, ContainerSnapshot container, SignalKind kind) {
    return signals(podCase, container, kind)
        .flatMap(signal -> Stream.of(signal.getFirstAt(), signal.getAt()));
  }

  private static Stream<Signal> signals(
      PodCase podCase, ContainerSnapshot container, SignalKind kind) {
    return podCase.getSignals().stream()
        .filter(signal -> signal.getKind() == kind)
        .filter(
            signal ->
                Concern.with(signal, podCase.getPod(), container.getName(), container.getImage()));
  }

  /**
   * One pull.
   *
   * @param end when it came to a result; empty while it is under way
   * @param resolution what its end means for a stall; empty when it failed, which goes on
   */
  private record Pull(Instant start, Optional<Instant> end, Optional<Resolution> resolution) {

    /** A result that lies ahead may be overtaken by an earlier one which is still on its way. */
    Duration lasted(Instant now) {
      return Duration.between(start, end.filter(now::isAfter).orElse(now));
    }
  }
}
