package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.classifier.KnownImages;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Workload;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.schemas.internal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The best explanation of what is known about each failing container of one pod, with the pod, its
 * node and the use of its image beside it. Pure and thread-safe.
 */
public final class Diagnosis {

  private static final int NODES_TOLD = 5;

  private final KnownImages knownImages;

  /** Diagnoses by these. */
  public Diagnosis(KnownImages knownImages) {
    this.knownImages = knownImages;
  }

  /** A finding for each stretch of failure; none for a pod of which only events were seen. */
  public List<PodFinding> findings(PodView view) {
    return view.pod().stream()
        .flatMap(pod -> view.episodes().stream().map(episode -> finding(view, pod, episode)))
        .toList();
  }

  private PodFinding finding(PodView view, PodSnapshot pod, Episode episode) {
    FailureSignals signals = new FailureSignals(view, episode);
    Optional<ContainerSnapshot> container =
        pod.getContainers().stream()
            .filter(candidate -> candidate.getName().equals(episode.getContainer()))
            .findFirst();
    Optional<Integer> exitCode = container.flatMap(Startup::exitCode);
    Verdict verdict = Credentials.refine(Verdict.of(signals), signals);
    verdict = Platforms.refine(verdict, view, episode, exitCode);
    verdict = Startup.refine(verdict, exitCode);

    PodFinding.Builder finding = PodFinding.newBuilder();
    describePod(finding, pod, episode);
    describeFailure(finding, view, episode, signals);
    container.ifPresent(present -> describeContainer(finding, present, episode));
    WantedImage.of(pod, episode.getContainer(), episode.getImage())
        .filter(image -> image.volume().isPresent())
        .ifPresent(image -> describeVolume(finding, image));
    view.node().ifPresent(node -> describeNode(finding, node));
    describeUse(finding, view, episode);
    return finding
        .setCause(verdict.cause())
        .setConfidence(verdict.confidence())
        .setAlternatives(verdict.alternatives())
        .setMissingPullSecrets(Credentials.missingNames(signals))
        .setEvidence(EvidenceList.of(view, episode, verdict, signals))
        .build();
  }

  private static void describePod(PodFinding.Builder finding, PodSnapshot pod, Episode episode) {
    boolean sandbox = episode.getContainer().equals(Sandbox.CONTAINER);
    finding
        .setCluster(pod.getCluster())
        .setNamespace(sandbox ? "" : pod.getNamespace())
        .setWorkload(
            sandbox
                ? new Workload(Sandbox.WORKLOAD_KIND, pod.getNode().orElse("unknown"))
                : pod.getWorkload())
        .setPodUid(pod.getUid())
        .setPodName(pod.getName())
        .setNode(pod.getNode().orElse(null))
        .setPullSecrets(sandbox ? List.of() : pod.getPullSecretNames())
        .setContainer(episode.getContainer())
        .setContainerType(ContainerType.UNKNOWN)
        .setPhase(episode.getPhase())
        .setImage(ImageReferences.parse(episode.getImage()));
  }

  private static void describeFailure(
      PodFinding.Builder finding, PodView view, Episode episode, FailureSignals signals) {
    Instant last = episode.getLastFailure();
    for (Signal failure : signals.failures()) {
      last = failure.getAt().isAfter(last) ? failure.getAt() : last;
    }
    int restarts =
        view.pod().stream()
            .flatMap(pod -> pod.getContainers().stream())
            .filter(container -> container.getName().equals(episode.getContainer()))
            .mapToInt(ContainerSnapshot::getRestartCount)
            .sum();
    finding
        .setSince(signals.since())
        .setLastFailure(last)
        .setEndedAt(episode.getEndedAt().orElse(null))
        .setResolution(episode.getResolution().orElse(null))
        .setReplacedBy(episode.getReplacedBy().orElse(null))
        .setOccurrences(signals.occurrences(restarts))
        .setPulledAt(signals.imageThere().orElse(null))
        .setRunsUnproven(UnprovenRecoveries.isOne(view, episode))
        .setPullFails(episode.getPhase() == Phase.STARTUP && pullFails(view, episode));
  }

  /** Whether the image of a container that ran before does not come now. */
  private static boolean pullFails(PodView view, Episode startup) {
    return view.episodes().stream()
        .filter(other -> other.getPhase() == Phase.PULL && other.getEndedAt().isEmpty())
        .anyMatch(other -> other.getContainer().equals(startup.getContainer()));
  }

  private void describeContainer(
      PodFinding.Builder finding, ContainerSnapshot container, Episode episode) {
    boolean startup = episode.getPhase() == Phase.STARTUP;
    finding
        .setContainerType(container.getType())
        .setImagePullPolicy(container.getImagePullPolicy())
        .setRestarts(container.getRestartCount())
        .setLastRunMillis(startup ? Startup.lastRun(container).toMillis() : 0)
        .setExitCode(startup ? Startup.exitCode(container).orElse(null) : null)
        .setUnmetNeeds(startup ? Startup.unmetNeeds(knownImages, container) : List.of());
  }

  private static void describeVolume(PodFinding.Builder finding, WantedImage image) {
    finding.setImageVolume(image.volume().orElseThrow()).setImagePullPolicy(image.pullPolicy());
  }

  private static void describeNode(PodFinding.Builder finding, NodeSnapshot node) {
    finding.setZone(node.getZone().orElse(null)).setPlatform(Platforms.of(node).orElse(null));
  }

  private static void describeUse(PodFinding.Builder finding, PodView view, Episode episode) {
    Optional<ImageUsage> usage = Platforms.usage(view, episode);
    finding
        .setRunsOnPlatforms(Platforms.runsOn(view, episode))
        .setRunsOnNodes(
            usage.map(use -> use.getNodes().stream().limit(NODES_TOLD).toList()).orElse(List.of()))
        .setRunningContainers(usage.map(ImageUsage::getRunningContainers).orElse(0));
  }
}
