package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What speaks for one container's verdict, strongest first. Pure. */
final class EvidenceList {

  private static final int SIGNALS = 6;

  /** Of all texts: a pod that is gone keeps up to 32 findings with their evidence. */
  private static final int CHARACTERS = 1 << 14;

  private EvidenceList() {}

  static List<Evidence> of(PodView view, Episode episode, Verdict verdict, FailureSignals signals) {
    List<Evidence> evidence = new ArrayList<>(seen(verdict, signals));
    if (evidence.isEmpty() && episode.getPhase() == Phase.STARTUP) {
      view.pod().ifPresent(pod -> evidence.addAll(ends(pod, episode)));
    }
    view.node().ifPresent(node -> evidence.addAll(node(verdict.cause(), node)));
    Platforms.usage(view, episode)
        .filter(usage -> usage.getRunningContainers() > 0)
        .filter(usage -> episode.getEndedAt().isEmpty() || Platforms.concern(verdict.cause()))
        .ifPresent(usage -> evidence.add(usage(usage)));
    view.pod().ifPresent(pod -> evidence.addAll(spec(pod, episode, verdict)));
    return bounded(evidence);
  }

  private static List<Evidence> bounded(List<Evidence> evidence) {
    int characters = 0;
    for (int i = 0; i < evidence.size(); i++) {
      characters += evidence.get(i).getMessage().length();
      if (characters > CHARACTERS) {
        return evidence.subList(0, i);
      }
    }
    return evidence;
  }

  private static List<Evidence> seen(Verdict verdict, FailureSignals signals) {
    List<Signal> told = new ArrayList<>(signals.failures());
    told.sort(CauseChoice.BY_STRENGTH);
    if (Credentials.concern(verdict.cause())) {
      Credentials.missing(signals).ifPresent(missing -> told.add(0, missing));
    }
    if (told.isEmpty()) {
      signals.pulling().ifPresent(told::add);
    }
    boolean anySaysWhy = told.stream().anyMatch(EvidenceList::saysWhy);
    Set<String> texts = new HashSet<>();
    return told.stream()
        .filter(signal -> !anySaysWhy || saysWhy(signal))
        .filter(signal -> texts.add(signal.getMessage()))
        .limit(SIGNALS)
        .map(EvidenceList::signal)
        .toList();
  }

  /** A bare label adds nothing to a text that names the cause. */
  private static boolean saysWhy(Signal signal) {
    return signal.getCause().filter(cause -> cause != Cause.NO_DETAIL).isPresent();
  }

  /** How a process ended about which nothing was said. */
  private static List<Evidence> ends(PodSnapshot pod, Episode episode) {
    return pod.getContainers().stream()
        .filter(container -> container.getName().equals(episode.getContainer()))
        .flatMap(container -> container.getTerminated().or(container::getLastTermination).stream())
        .map(
            end ->
                fact(
                    EvidenceSource.CONTAINER_STATUS,
                    end.getReason(),
                    "The process ended with exit code %d.".formatted(end.getExitCode()),
                    end.getFinishedAt().orElse(pod.getObservedAt())))
        .toList();
  }

  private static Evidence signal(Signal signal) {
    return Evidence.newBuilder()
        .setSource(signal.getSource())
        .setReason(signal.getReason())
        .setMessage(signal.getMessage())
        .setAt(signal.getAt())
        .setRule(signal.getRule().orElse(null))
        .build();
  }

  private static List<Evidence> node(Cause cause, NodeSnapshot node) {
    List<Evidence> evidence = new ArrayList<>();
    if (Platforms.concern(cause)) {
      Platforms.of(node)
          .map(platform -> "Node %s is %s.".formatted(node.getName(), platform))
          .map(text -> fact(EvidenceSource.NODE, "Platform", text, node.getObservedAt()))
          .ifPresent(evidence::add);
    }
    if (NodeTrouble.concerns(cause)) {
      evidence.addAll(NodeTrouble.of(node));
    }
    return evidence;
  }

  private static Evidence usage(ImageUsage usage) {
    String text =
        "The same image runs in %s of this cluster, on %s (%s)."
            .formatted(
                Words.count(usage.getRunningContainers(), "container"),
                Words.list(usage.getNodes(), 5),
                String.join(", ", usage.getPlatforms()));
    return fact(EvidenceSource.IMAGE_USAGE, null, text, usage.getObservedAt());
  }

  private static List<Evidence> spec(PodSnapshot pod, Episode episode, Verdict verdict) {
    List<Evidence> evidence = new ArrayList<>();
    if (Credentials.concern(verdict.cause())) {
      String secrets =
          pod.getPullSecretNames().isEmpty()
              ? "The pod names no imagePullSecrets."
              : "The pod's imagePullSecrets: " + Words.list(pod.getPullSecretNames(), 5) + '.';
      evidence.add(fact(EvidenceSource.POD_SPEC, "imagePullSecrets", secrets, pod.getCreatedAt()));
    }
    WantedImage.of(pod, episode.getContainer(), episode.getImage()).stream()
        .filter(image -> verdict.cause() == Cause.NEVER_PULL)
        .map(WantedImage::pullPolicy)
        .map(policy -> "imagePullPolicy is %s.".formatted(policy))
        .map(text -> fact(EvidenceSource.POD_SPEC, "imagePullPolicy", text, pod.getCreatedAt()))
        .forEach(evidence::add);
    return evidence;
  }

  private static Evidence fact(
      EvidenceSource source, @Nullable String reason, String text, Instant at) {
    return Evidence.newBuilder()
        .setSource(source)
        .setReason(reason)
        .setMessage(text)
        .setAt(at)
        .build();
  }
}
