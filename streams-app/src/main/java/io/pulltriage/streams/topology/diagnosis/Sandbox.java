package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.PodFinding;
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

  /** The failure windows of a pod, with the newest of its sandbox. */
  public static List<Episode> track(PodView view) {
    List<Signal> failures = failures(view);
    if (view.pod().isEmpty() || failures.isEmpty()) {
      return view.episodes();
    }
    PodSnapshot pod = view.pod().get();
    List<Instant> failed = failures.stream().flatMap(Sandbox::times).sorted().toList();
    Instant first = failed.get(0);
    Instant last = failed.get(failed.size() - 1);
    Optional<Instant> before = made(view, pod).filter(last::isAfter).max(Comparator.naturalOrder());
    Optional<Instant> made = made(view, pod).filter(last::isBefore).min(Comparator.naturalOrder());
    Optional<Instant> gone = pod.getGone().map(PodGone::getAt);
    EpisodeLog log = new EpisodeLog(view.episodes());
    log.put(
        new Episode(
            CONTAINER,
            Phase.PULL,
            image(failures),
            failed.stream()
                .filter(at -> before.filter(at::isAfter).isPresent())
                .findFirst()
                .orElse(first),
            last,
            made.or(() -> gone).orElse(null),
            made.map(at -> Resolution.RECOVERED)
                .or(() -> gone.map(at -> Resolution.DELETED))
                .orElse(null),
            null,
            before.orElse(null),
            false,
            pod.getRevision()));
    return log.toList();
  }

  /** Whether a finding is about the sandbox of its pod. */
  public static boolean isOf(PodFinding finding) {
    return finding.getContainer().equals(CONTAINER)
        && finding.getWorkload().getKind().equals(WORKLOAD_KIND);
  }

  private static List<Signal> failures(PodView view) {
    return view.signals().stream()
        .filter(signal -> signal.getKind() == SignalKind.SANDBOX_FAILURE)
        .sorted(PodSignals.OLDEST_FIRST)
        .toList();
  }

  /**
   * When there was a sandbox: whatever a container does, it does in one. Of what happened often the
   * first time counts as well, so that an end never moves when it happens again.
   */
  private static Stream<Instant> made(PodView view, PodSnapshot pod) {
    Stream<Instant> told =
        view.signals().stream()
            .filter(signal -> signal.getKind() != SignalKind.SANDBOX_FAILURE)
            .filter(signal -> signal.getKind() != SignalKind.PULL_SECRET)
            .flatMap(Sandbox::times);
    Stream<Instant> started =
        pod.getContainers().stream().flatMap(container -> starts(container).stream());
    return Stream.concat(told, started);
  }

  private static Stream<Instant> times(Signal signal) {
    return Stream.concat(
        Stream.of(signal.getFirstAt(), signal.getAt()), signal.getTimes().stream());
  }

  private static Optional<Instant> starts(ContainerSnapshot container) {
    return container
        .getRunningSince()
        .or(() -> container.getTerminated().flatMap(Termination::getStartedAt));
  }

  /**
   * The image that a failed sandbox asked for, as the newest text that names one has it; {@code
   * pause} where none does.
   */
  private static String image(List<Signal> failures) {
    String image = UNNAMED_IMAGE;
    for (Signal failure : failures) {
      Matcher matcher = IMAGE.matcher(failure.getMessage());
      image = matcher.find() ? matcher.group(1) : image;
    }
    return image;
  }
}
