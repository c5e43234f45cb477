package io.pulltriage.streams.topology.incident;

import static io.pulltriage.streams.topology.diagnosis.Words.count;
import static io.pulltriage.streams.topology.diagnosis.Words.list;

import io.pulltriage.classifier.Step;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.internal.PodFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the pods, their nodes and the use of their image add to a cause, in words. Pure. */
final class Circumstances {

  private static final int NAMES = 5;

  private static final Pattern CREDENTIALS =
      Pattern.compile("credential|verif", Pattern.CASE_INSENSITIVE);

  private Circumstances() {}

  /** Sentences for the explanation. */
  static List<String> sentences(Cause cause, List<PodFinding> findings) {
    List<String> sentences = new ArrayList<>();
    findings
        .get(0)
        .getImageVolume()
        .map(volume -> volume(findings.get(0), volume))
        .ifPresent(sentences::add);
    if (findings.get(0).getPhase() == Phase.STARTUP) {
      sentences.addAll(startup(findings));
    }
    switch (cause) {
      case UNAUTHENTICATED,
          FORBIDDEN,
          NOT_FOUND_OR_PRIVATE,
          PULL_SECRET_MISSING,
          PULL_SECRET_INVALID ->
          sentences.add(credentials(cause, findings));
      case PLATFORM_MISMATCH, EXEC_FORMAT -> sentences.addAll(platforms(findings));
      case NEVER_PULL -> sentences.add(neverPulled(findings));
      case TAG_NOT_FOUND,
          REPOSITORY_NOT_FOUND,
          INVALID_IMAGE_NAME,
          RATE_LIMITED,
          QUOTA_EXCEEDED,
          KUBELET_THROTTLED,
          DNS_FAILURE,
          NETWORK_TIMEOUT,
          CONNECTION_FAILED,
          PROXY_FAILURE,
          TLS_FAILURE,
          REGISTRY_ERROR,
          DISK_FULL,
          IMAGE_CORRUPT,
          UNSUPPORTED_FORMAT,
          POLICY_REJECTED,
          RUNTIME_FAILURE,
          PULL_CANCELLED,
          PULL_STALLED,
          NO_DETAIL,
          UNKNOWN,
          CRASH_LOOP,
          CONFIG_ERROR,
          COMMAND_NOT_FOUND,
          OOM_KILLED,
          START_FAILED ->
          otherwise(findings).ifPresent(sentences::add);
    }
    sentences.addAll(nodeTrouble(findings));
    return sentences;
  }

  /** Steps for the remediation, before those of the catalogue. */
  static List<Step> steps(Cause cause, List<PodFinding> findings) {
    List<Step> steps = new ArrayList<>(needs(findings));
    List<String> missing = names(findings, f -> f.getMissingPullSecrets().stream());
    if (cause == Cause.PULL_SECRET_MISSING && !missing.isEmpty()) {
      missing.forEach(
          secret ->
              steps.add(
                  Step.of(
                      "Create the secret: kubectl --context {context} -n {namespace} create secret"
                          + " docker-registry "
                          + secret
                          + " --docker-server={registry} --docker-username=USER"
                          + " --docker-password=TOKEN.")));
    }
    return steps;
  }

  private static String volume(PodFinding finding, String volume) {
    return "The image is that of volume %s, which container %s mounts; the container's own image is not at fault."
        .formatted(volume, finding.getContainer());
  }

  private static String credentials(Cause cause, List<PodFinding> findings) {
    List<String> missing = names(findings, f -> f.getMissingPullSecrets().stream());
    List<String> named = names(findings, f -> f.getPullSecrets().stream());
    if (!missing.isEmpty()) {
      return "The kubelet did not find the pull %s %s in namespace %s."
          .formatted(
              missing.size() == 1 ? "secret" : "secrets",
              list(missing, NAMES),
              findings.get(0).getNamespace());
    }
    if (findings.stream().anyMatch(PodFinding::getRunsUnproven)) {
      return "It runs for now, from an image that was on its node already: what the pods present (%s)"
              .formatted(named.isEmpty() ? "no imagePullSecrets" : list(named, NAMES))
          + " is refused as before, and a pod on another node will not start.";
    }
    if (cause == Cause.PULL_SECRET_INVALID) {
      return named.isEmpty()
          ? "The pull secret is there, but its content cannot be read."
          : "The pods name the pull %s; the content of %s cannot be read."
              .formatted(
                  (named.size() == 1 ? "secret " : "secrets ") + list(named, NAMES),
                  named.size() == 1 ? "it" : "one of them");
    }
    if (cause == Cause.PULL_SECRET_MISSING) {
      return "The kubelet did not find a pull secret, and does not say which.";
    }
    return named.isEmpty()
        ? "The pods name no imagePullSecrets, so the registry is asked without credentials."
        : "The pods name the pull %s: the credentials in %s are wrong, expired or for another registry."
            .formatted(
                (named.size() == 1 ? "secret " : "secrets ") + list(named, NAMES),
                named.size() == 1 ? "it" : "them");
  }

  /**
   * Since Kubernetes 1.35 a kubelet says the same of an image that it has, but that the pod cannot
   * prove to have access to.
   */
  private static String neverPulled(List<PodFinding> findings) {
    boolean there =
        findings.stream()
            .anyMatch(
                finding ->
                    finding.getNode().filter(finding.getRunsOnNodes()::contains).isPresent());
    boolean refused =
        findings.stream()
            .flatMap(finding -> finding.getEvidence().stream())
            .anyMatch(evidence -> CREDENTIALS.matcher(evidence.getMessage()).find());
    return there || refused
        ? "Its imagePullPolicy is Never. The image is on the node, but the kubelet could not verify that the"
            + " pod's credentials give access to it."
        : "Its imagePullPolicy is Never and the kubelet does not find the image on the node.";
  }

  private static List<String> platforms(List<PodFinding> findings) {
    List<String> sentences = new ArrayList<>();
    List<String> platforms = names(findings, f -> f.getPlatform().stream());
    List<String> elsewhere = names(findings, f -> f.getRunsOnPlatforms().stream());
    if (!platforms.isEmpty()) {
      sentences.add("Its nodes are " + String.join(", ", platforms) + '.');
    }
    if (!elsewhere.isEmpty()) {
      sentences.add(
          "The same image runs on %s (%s)."
              .formatted(
                  String.join(", ", elsewhere),
                  list(names(findings, f -> f.getRunsOnNodes().stream()), NAMES)));
    }
    return sentences;
  }

  private static List<String> startup(List<PodFinding> findings) {
    List<String> sentences = new ArrayList<>();
    Optional<Instant> pulled =
        findings.stream().flatMap(f -> f.getPulledAt().stream()).max(Comparator.naturalOrder());
    boolean pullFails = findings.stream().anyMatch(PodFinding::getPullFails);
    sentences.add(
        pullFails
            ? "It had its image when it ran; that the image cannot be pulled now is another incident."
            : pulled
                .map(at -> "The image was there at " + at + "; this is not a pull problem.")
                .orElse("The container has its image; this is not a pull problem."));
    Optional<Integer> code =
        findings.stream().flatMap(f -> f.getExitCode().stream()).min(Comparator.naturalOrder());
    int restarts = findings.stream().mapToInt(PodFinding::getRestarts).sum();
    code.ifPresent(
        exit ->
            sentences.add(
                "Its process ended with exit code %d%s."
                    .formatted(exit, restarts > 0 ? " and was restarted " + times(restarts) : "")));
    sentences.addAll(names(findings, f -> f.getUnmetNeeds().stream()));
    movingTag(findings).ifPresent(sentences::add);
    return sentences;
  }

  private static Optional<String> movingTag(List<PodFinding> findings) {
    ImageReference image = findings.get(0).getImage();
    boolean moves =
        image.getDigest().isEmpty() && image.getTag().filter(Circumstances::moves).isPresent();
    boolean kept = findings.stream().anyMatch(f -> f.getImagePullPolicy().equals("IfNotPresent"));
    return moves && kept
        ? Optional.of(
            "With imagePullPolicy IfNotPresent and the moving tag %s, nodes may run different images"
                    .formatted(image.getTag().orElseThrow())
                + " under this name.")
        : Optional.empty();
  }

  /** A tag without a number names no version: {@code latest}, {@code stable}, {@code main}. */
  private static boolean moves(String tag) {
    return tag.chars().noneMatch(Character::isDigit);
  }

  private static Optional<String> otherwise(List<PodFinding> findings) {
    int running = findings.stream().mapToInt(PodFinding::getRunningContainers).max().orElse(0);
    boolean pulling = findings.get(0).getPhase() == Phase.PULL;
    return pulling && running > 0
        ? Optional.of(
            "The same image runs in %s of this cluster (%s)."
                .formatted(
                    count(running, "container"),
                    list(names(findings, f -> f.getRunsOnNodes().stream()), NAMES)))
        : Optional.empty();
  }

  private static List<String> nodeTrouble(List<PodFinding> findings) {
    return names(
            findings,
            f ->
                f.getEvidence().stream()
                    .filter(evidence -> evidence.getSource() == EvidenceSource.NODE)
                    .filter(evidence -> !evidence.getReason().orElse("").equals("Platform"))
                    .map(Evidence::getMessage))
        .stream()
        .limit(NAMES)
        .toList();
  }

  private static List<Step> needs(List<PodFinding> findings) {
    return names(findings, f -> f.getUnmetNeeds().stream()).stream()
        .map(need -> Step.of("Set what the image needs. " + need))
        .toList();
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  private static List<String> names(
      List<PodFinding> findings, Function<PodFinding, Stream<String>> part) {
    return findings.stream().flatMap(part).sorted().distinct().toList();
  }
}
