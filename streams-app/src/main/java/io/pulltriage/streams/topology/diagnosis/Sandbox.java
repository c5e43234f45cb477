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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A pod's sandbox, whose pause image can fail to come like any other. The pod's status says nothing
 * of it, and it is the node's trouble, not the workload's. Pure.
 */
public final class Sandbox {

  /** What container runtimes call a sandbox's container. */
  static final String CONTAINER = "POD";

  /** Kind of the workload in whose name a sandbox's image is pulled. */
  static final String WORKLOAD_KIND = "Node";

  private static final String UNNAMED_IMAGE = "pause";

  /** As all runtimes quote it, or as CRI-O names the place where it looks for it. */
  private static final Pattern IMAGE =
      Pattern.compile("(?:image \\\\?\"|docker://)([^\\s\"\\\\]{0,399}[\\w])");

  private Sandbox() {}

  /** The stretches of failure of a pod, with that of its sandbox. */
  public static List<Episode> track(PodView view) {
    Optional<Signal> failure = failure(view);
    if (view.pod().isEmpty() || failure.isEmpty()) {
      return view.episodes();
    }
    PodSnapshot pod = view.pod().get();
    Optional<Instant> made = madeAfter(view, pod, failure.get().getAt());
    Optional<Instant> gone = pod.getGone().map(PodGone::getAt);
    EpisodeLog log = new EpisodeLog(view.episodes());
    log.put(
        new Episode(
            CONTAINER,
            Phase.PULL,
            image(failure.get()),
            failure.get().getFirstAt(),
            failure.get().getAt(),
            made.or(() -> gone).orElse(null),
            made.map(at -> Resolution.RECOVERED)
                .or(() -> gone.map(at -> Resolution.DELETED))
                .orElse(null),
            null,
            null,
            false,
            pod.getRevision()));
    return log.toList();
  }

  private static Optional<Signal> failure(PodView view) {
    return view.signals().stream()
        .filter(signal -> signal.getKind() == SignalKind.SANDBOX_FAILURE)
        .max(PodSignals.OLDEST_FIRST);
  }

  /** Whatever a container does, it does in a sandbox. */
  private static Optional<Instant> madeAfter(PodView view, PodSnapshot pod, Instant failure) {
    Stream<Instant> told =
        view.signals().stream()
            .filter(signal -> signal.getKind() != SignalKind.SANDBOX_FAILURE)
            .filter(signal -> signal.getKind() != SignalKind.PULL_SECRET)
            .map(Signal::getAt);
    Stream<Instant> started =
        pod.getContainers().stream().flatMap(container -> starts(container).stream());
    return Stream.concat(told, started)
        .filter(time -> time.isAfter(failure))
        .min(Comparator.naturalOrder());
  }

  private static Optional<Instant> starts(ContainerSnapshot container) {
    return container
        .getRunningSince()
        .or(() -> container.getTerminated().flatMap(Termination::getStartedAt));
  }

  /** The image that a failed sandbox asked for; {@code pause} where the text does not name it. */
  private static String image(Signal failure) {
    Matcher matcher = IMAGE.matcher(failure.getMessage());
    return matcher.find() ? matcher.group(1) : UNNAMED_IMAGE;
  }
}
