package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.classifier.EnvironmentNeed;
import io.pulltriage.classifier.KnownImages;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Termination;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a container's runs and environment add to a failure to start. Pure. */
final class Startup {

  /** POSIX shells: found, but cannot be executed; not found. */
  private static final List<Integer> NO_COMMAND = List.of(126, 127);

  /**
   * A kubelet forgets how often a container failed once it ran for twice the longest back-off: it
   * takes so long a run for well.
   */
  static final Duration WELL_AFTER = Duration.ofMinutes(10);

  private Startup() {}

  /**
   * How long the container's last run took, as far as that counts: the next must last longer to
   * prove anything.
   */
  static Duration lastRun(ContainerSnapshot container) {
    return length(container.getTerminated().or(container::getLastTermination));
  }

  /** The same for the run before that which goes on or ended last. */
  static Duration runBefore(ContainerSnapshot container) {
    return length(container.getLastTermination());
  }

  private static Duration length(Optional<Termination> end) {
    return end.filter(run -> run.getStartedAt().isPresent() && run.getFinishedAt().isPresent())
        .map(run -> Duration.between(run.getStartedAt().get(), run.getFinishedAt().get()))
        .filter(run -> !run.isNegative())
        .map(run -> run.compareTo(WELL_AFTER) < 0 ? run : WELL_AFTER)
        .orElse(Duration.ZERO);
  }

  /** Exit code of the newest run; empty where it never ran. */
  static Optional<Integer> exitCode(ContainerSnapshot container) {
    return container
        .getTerminated()
        .or(container::getLastTermination)
        .map(Termination::getExitCode);
  }

  /** A shell's exit code tells what a crash alone does not. */
  static Verdict refine(Verdict verdict, Optional<Integer> exitCode) {
    return verdict.cause() == Cause.CRASH_LOOP && exitCode.filter(NO_COMMAND::contains).isPresent()
        ? verdict.or(Cause.COMMAND_NOT_FOUND)
        : verdict;
  }

  /** What the image needs and the pod does not name; nothing where some names are not known. */
  static List<String> unmetNeeds(KnownImages knownImages, ContainerSnapshot container) {
    if (container.getEnvironmentFrom()) {
      return List.of();
    }
    return knownImages.environmentNeeds(ImageReferences.parse(container.getImage())).stream()
        .filter(need -> need.anyOf().stream().noneMatch(container.getEnvironmentNames()::contains))
        .map(Startup::sentence)
        .toList();
  }

  private static String sentence(EnvironmentNeed need) {
    return "The container does not set "
        + String.join(" or ", need.anyOf())
        + ": "
        + need.explanation();
  }
}
