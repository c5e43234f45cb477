package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.internal.Episode;
import java.util.List;
import java.util.Optional;

/** What a node's platform, and those on which the same image runs, add to a diagnosis. Pure. */
final class Platforms {

  /** How a shell or runtime without better words reports a program it cannot execute. */
  private static final int CANNOT_EXECUTE = 255;

  private Platforms() {}

  /** {@code os/architecture}; empty where the node does not tell. */
  static Optional<String> of(NodeSnapshot node) {
    return node.getArchitecture().isEmpty()
        ? Optional.empty()
        : Optional.of(node.getOperatingSystem() + '/' + node.getArchitecture());
  }

  /** Whether a cause is about the platform. */
  static boolean concern(Cause cause) {
    return cause == Cause.PLATFORM_MISMATCH || cause == Cause.EXEC_FORMAT;
  }

  /** The same image running on other platforms only proves what the text suggests. */
  static Verdict refine(Verdict verdict, PodView view, Episode episode, Optional<Integer> exit) {
    boolean others = !runsOn(view, episode).isEmpty();
    if (concern(verdict.cause())) {
      return others ? verdict.proved() : verdict;
    }
    boolean unspoken =
        verdict.cause() == Cause.CRASH_LOOP
            && exit.filter(code -> code == CANNOT_EXECUTE).isPresent();
    if (!unspoken) {
      return verdict;
    }
    return others
        ? verdict.becauseOf(Cause.EXEC_FORMAT, Confidence.LIKELY)
        : verdict.or(Cause.EXEC_FORMAT);
  }

  /** The platforms on which the image runs, if the node's is known and not among them. */
  static List<String> runsOn(PodView view, Episode episode) {
    Optional<String> own = view.node().flatMap(Platforms::of);
    return usage(view, episode)
        .filter(usage -> usage.getRunningContainers() > 0)
        .map(ImageUsage::getPlatforms)
        .filter(platforms -> own.isPresent() && !platforms.contains(own.get()))
        .orElse(List.of());
  }

  /** How the episode's image is used; a case knows the use of only one of its images. */
  static Optional<ImageUsage> usage(PodView view, Episode episode) {
    return view.usage().filter(usage -> SuspectImage.isUsageOf(usage, episode.getImage()));
  }
}
