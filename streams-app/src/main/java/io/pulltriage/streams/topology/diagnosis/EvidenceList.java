package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Termination;
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

  /** Characters of a process's last words. */
  private static final int LAST_WORDS = 500;

  private EvidenceList() {}

  static List<Evidence> of(PodView view, Episode episode, Verdict verdict, FailureSignals signals) {
    List<Evidence> evidence = new ArrayList<>(seen(verdict, signals));
    if (episode.getPhase() == Phase.STARTUP) {
      boolean unexplained = evidence.isEmpty();
      view.pod().ifPresent(pod -> evidence.addAll(ends(pod, episode, unexplained)));
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

  /** How a process ended that left a message, or about which nothing else was said. */
  private static List<Evidence> ends(PodSnapshot pod, Episode episode, boolean unexplained) {
    return pod.getContainers().stream()
        .filter(container -> container.getName().equals(episode.getContainer()))
        .flatMap(container -> container.getTerminated().or(container::getLastTermination).stream())
        .filter(end -> unexplained || !lastWords(end).isEmpty())
        .map(
            end ->
                fact(
                    EvidenceSource.CONTAINER_STATUS,
                    end.getReason(),
                    "The process ended with exit code %d.".formatted(end.getExitCode())
                        + lastWords(end),
                    end.getFinishedAt().orElse(pod.getObservedAt())))
        .toList();
  }

  /** What a process wrote at its end; the words of a runtime that started none are read as such. */
  private static String lastWords(Termination end) {
    String words = end.getMessage().orElse("").strip();
    if (words.isEmpty() || ContainerReading.isOfStart(end)) {
      return "";
    }
    int skipped = Math.max(0, words.length() - LAST_WORDS);
    return " Its last words: " + (skipped > 0 ? "…" : "") + words.substring(skipped);
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
