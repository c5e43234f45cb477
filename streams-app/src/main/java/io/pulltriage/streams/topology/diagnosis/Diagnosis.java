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
import io.pulltriage.schemas.internal.PodCase;
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
  private final String rulesVersion;

  /** Diagnoses by these; every finding carries the version of the rules that read the signals. */
  public Diagnosis(KnownImages knownImages, String rulesVersion) {
    this.knownImages = knownImages;
    this.rulesVersion = rulesVersion;
  }

  /** A finding for each stretch of failure; none for a pod of which only events were seen. */
  public List<PodFinding> findings(PodCase podCase) {
    return podCase.getPod().stream()
        .flatMap(
            pod -> podCase.getEpisodes().stream().map(episode -> finding(podCase, pod, episode)))
        .toList();
  }

  private PodFinding finding(PodCase podCase, PodSnapshot pod, Episode episode) {
    FailureSignals signals = new FailureSignals(podCase, episode);
    Optional<ContainerSnapshot> container =
        pod.getContainers().stream()
            .filter(candidate -> candidate.getName().equals(episode.getContainer()))
            .findFirst();
    Optional<Integer> exitCode = container.flatMap(Startup::exitCode);
    Verdict verdict = Credentials.refine(Verdict.of(signals), signals);
    verdict = Platforms.refine(verdict, podCase, episode, exitCode);
    verdict = Startup.refine(verdict, exitCode);

    PodFinding.Builder finding = PodFinding.newBuilder();
    describePod(finding, pod, episode);
    describeFailure(finding, podCase, episode, signals);
    container.ifPresent(present -> describeContainer(finding, present, episode));
    podCase.getNode().ifPresent(node -> describeNode(finding, node));
    describeUse(finding, podCase, episode);
    return finding
        .setCause(verdict.cause())
        .setConfidence(verdict.confidence())
        .setAlternatives(verdict.alternatives())
        .setMissingPullSecrets(Credentials.missingNames(signals))
        .setEvidence(EvidenceList.of(podCase, episode, verdict, signals))
        .setRulesVersion(rulesVersion)
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
      PodFinding.Builder finding, PodCase podCase, Episode episode, FailureSignals signals) {
    Instant last = episode.getLastFailure();
    for (Signal failure : signals.failures()) {
      last = failure.getAt().isAfter(last) ? failure.getAt() : last;
    }
    int restarts =
        podCase.getPod().stream()
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
        .setRunsUnproven(UnprovenRecoveries.isOne(podCase, episode))
        .setFacts(facts(podCase));
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

  private static void describeNode(PodFinding.Builder finding, NodeSnapshot node) {
    finding.setZone(node.getZone().orElse(null)).setPlatform(Platforms.of(node).orElse(null));
  }

  private static void describeUse(PodFinding.Builder finding, PodCase podCase, Episode episode) {
    Optional<ImageUsage> usage = Platforms.usage(podCase, episode);
    finding
        .setRunsOnPlatforms(Platforms.runsOn(podCase, episode))
        .setRunsOnNodes(
            usage.map(use -> use.getNodes().stream().limit(NODES_TOLD).toList()).orElse(List.of()))
        .setRunningContainers(usage.map(ImageUsage::getRunningContainers).orElse(0));
  }

  /** Grows with whatever is learned; the same for the same facts in any order. */
  private static long facts(PodCase podCase) {
    CaseSignals signals = new CaseSignals(podCase.getSignals(), podCase.getForgotten());
    return 1
        + podCase.getPod().map(PodSnapshot::getRevision).orElse(0L)
        + signals.occurrences()
        + podCase.getNode().map(node -> node.getRevision() + 1).orElse(0L)
        + podCase.getUsage().map(usage -> usage.getRevision() + 1).orElse(0L);
  }
}
