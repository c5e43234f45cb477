package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
   * The failure windows of a pod, with those of stalled pulls. A pull that took too long but came
   * to a result is one too, so that it does not matter how often anybody looks.
   *
   * @return the view's own list where nothing stalled
   */
  public List<Episode> track(PodView view, Instant now) {
    EpisodeLog log = null;
    for (Pull pull : pulls(view)) {
      if (pull.lasted(now).compareTo(stallAfter) >= 0) {
        log = log == null ? new EpisodeLog(view.episodes()) : log;
        note(log, view.pod().orElseThrow(), pull);
      }
    }
    return log == null ? view.episodes() : log.toList();
  }

  /** Whether all pulls began, and came to their results, at the same times. */
  boolean endAlike(PodView one, PodView other) {
    return pulls(one).equals(pulls(other));
  }

  /**
   * When a pull will count as stalled, should nothing more be heard of it; empty when none will.
   */
  public Optional<Instant> next(PodView view, Instant now) {
    return pulls(view).stream()
        .filter(pull -> pull.end.filter(pull.start.plus(stallAfter)::isAfter).isEmpty())
        .map(pull -> pull.start.plus(stallAfter))
        .filter(now::isBefore)
        .min(Comparator.naturalOrder());
  }

  private static void note(EpisodeLog log, PodSnapshot pod, Pull pull) {
    String name = pull.image.container().getName();
    String image = pull.image.image();
    Optional<Episode> known =
        log.find(name, Phase.PULL, image)
            .filter(episode -> episode.getEndedAt().filter(pull.start::isAfter).isEmpty());
    if (known.isEmpty()) {
      log.fail(name, Phase.PULL, image, pull.start, Duration.ZERO, false, pod.getRevision());
    } else if (pull.start.isBefore(known.get().getSince())) {
      log.begin(known.get(), pull.start);
    }
    if (pull.over.isPresent() && pull.resolution.isPresent()) {
      log.find(name, Phase.PULL, image)
          .filter(episode -> endsWith(episode, pull.over.get()))
          .ifPresent(
              episode ->
                  log.end(
                      episode, pull.over.get(), pull.resolution.get(), null, pod.getRevision()));
    }
  }

  /** The event that tells of the end may come before or after the status that shows it. */
  private static boolean endsWith(Episode episode, Instant end) {
    return !episode.getLastFailure().isAfter(end)
        && episode.getEndedAt().filter(known -> !known.isAfter(end)).isEmpty();
  }

  /** All pulls that are known, container by container, the oldest first. */
  private static List<Pull> pulls(PodView view) {
    if (view.pod().isEmpty()
        || view.signals().stream().noneMatch(signal -> signal.getKind() == SignalKind.PULLING)) {
      return List.of();
    }
    PodSnapshot pod = view.pod().get();
    List<Pull> pulls = new ArrayList<>();
    for (WantedImage image : WantedImage.of(pod)) {
      List<Instant> starts = times(view, image, SignalKind.PULLING).sorted().distinct().toList();
      for (int i = 0; i < starts.size(); i++) {
        pulls.add(pull(view, pod, image, starts.subList(i, starts.size())));
      }
    }
    return pulls;
  }

  /**
   * One pull. It has a result when the image came, when it failed, or when the next pull began: a
   * kubelet pulls the image of a container once at a time.
   *
   * @param starts when it began, and when later ones did
   */
  private static Pull pull(PodView view, PodSnapshot pod, WantedImage image, List<Instant> starts) {
    Instant start = starts.get(0);
    Optional<Instant> came = first(came(view, image), start);
    Optional<Instant> gone = pod.getGone().map(PodGone::getAt);
    Optional<Instant> end =
        Stream.of(
                came,
                first(times(view, image, SignalKind.PULL_FAILURE), start),
                starts.size() > 1 ? Optional.of(starts.get(1)) : Optional.<Instant>empty(),
                gone)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    return new Pull(
        image,
        start,
        end,
        came.or(() -> gone),
        came.map(at -> Resolution.RECOVERED).or(() -> gone.map(at -> Resolution.DELETED)));
  }

  /** When the image was there. */
  private static Stream<Instant> came(PodView view, WantedImage image) {
    ContainerSnapshot container = image.container();
    return Stream.of(
            times(view, image, SignalKind.PULLED),
            times(view, image, SignalKind.PRESENT),
            container.getRunningSince().stream(),
            container.getTerminated().flatMap(Termination::getStartedAt).stream())
        .flatMap(times -> times);
  }

  private static Optional<Instant> first(Stream<Instant> times, Instant start) {
    return times.filter(time -> !time.isBefore(start)).min(Comparator.naturalOrder());
  }

  /** Of what happened often, the first and the newest times are known. */
  private static Stream<Instant> times(PodView view, WantedImage image, SignalKind kind) {
    return signals(view, image, kind)
        .flatMap(
            signal ->
                Stream.concat(
                    Stream.of(signal.getFirstAt(), signal.getAt()), signal.getTimes().stream()));
  }

  private static Stream<Signal> signals(PodView view, WantedImage image, SignalKind kind) {
    return view.signals().stream()
        .filter(signal -> signal.getKind() == kind)
        .filter(
            signal -> Concern.with(signal, view.pod(), image.container().getName(), image.image()));
  }

  /**
   * One pull.
   *
   * @param image the image, and the container that waits for it
   * @param start when it began
   * @param end when it came to a result; empty while it is under way
   * @param over when nothing was left to be pulled: the image was there, or the pod was gone
   * @param resolution which of both it was
   */
  private record Pull(
      WantedImage image,
      Instant start,
      Optional<Instant> end,
      Optional<Instant> over,
      Optional<Resolution> resolution) {

    /** A result that lies ahead may be overtaken by an earlier one which is still on its way. */
    Duration lasted(Instant now) {
      return Duration.between(start, end.filter(now::isAfter).orElse(now));
    }
  }
}
