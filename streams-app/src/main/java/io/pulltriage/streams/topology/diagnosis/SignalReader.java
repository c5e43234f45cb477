package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.Message;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads events and container states by the rules. Pure and thread-safe. */
public final class SignalReader {

  /** Kubelets before 1.8 named the container in the text alone. */
  private static final Pattern CONTAINER_IN_TEXT =
      Pattern.compile("\"StartContainer\\\\?\" for \\\\?\"([^\"\\\\]{1,253})\\\\?\"");

  /** What the terminated state is called where its own reason says no more than that it failed. */
  private static final String TERMINATED = "Terminated";

  /** What a container waits for whose image does not come, whatever the words beside it. */
  private static final Set<String> PULL_REASONS =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "ErrImageNeverPull",
          "InvalidImageName",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed");

  /** The kubelet's words for an image that it need not pull: no proof that a pull would succeed. */
  private static final String PRESENT = "already present on machine";

  /** Unless it says, since Kubernetes 1.35, that the pod's own credentials give access to it. */
  private static final String ACCESSIBLE = "can be accessed by the pod";

  private final Classifier classifier;
  private final Catalogue catalogue;

  /** Reads by these rules; the catalogue says which phase a cause belongs to. */
  public SignalReader(Classifier classifier, Catalogue catalogue) {
    this.classifier = classifier;
    this.catalogue = catalogue;
  }

  /**
   * Reads an event.
   *
   * @param known signals of the same pod; of one that says the same, the reading is taken over
   * @return empty for an event that bears neither on an image nor on a start
   */
  public Optional<Signal> read(PodEvent event, List<Signal> known) {
    Optional<Signal> same =
        known.stream()
            .filter(signal -> signal.getId().equals(event.getEventUid()))
            .filter(signal -> signal.getReason().equals(event.getReason()))
            .filter(signal -> signal.getMessage().equals(event.getMessage()))
            .findFirst();
    return same.isPresent()
        ? same.map(signal -> Reading.of(signal).event(event))
        : Optional.of(read(event.getReason(), event.getMessage()))
            .filter(reading -> reading.kind != null)
            .map(reading -> reading.event(event));
  }

  /** Reads why a container waits; empty when it does not, or for no reason of ours. */
  public Optional<Signal> waiting(ContainerSnapshot container, Instant at) {
    if (container.getState() != ContainerState.WAITING || container.getWaitingReason().isEmpty()) {
      return Optional.empty();
    }
    String reason = container.getWaitingReason().get();
    String message = container.getWaitingMessage().orElse("");
    Reading reading = readState(reason, message);
    return reading.kind == null
        ? Optional.empty()
        : Optional.of(state(reading, container, reason, message, at));
  }

  /**
   * Reads how a container's process ended; only what concerns its start is taken from it. Of its
   * image only the runtime speaks: a process may complain of one that is not its own.
   */
  public Optional<Signal> termination(ContainerSnapshot container, Instant observedAt) {
    Optional<Termination> ended =
        container.getTerminated().isPresent()
            ? container.getTerminated()
            : container.getLastTermination();
    if (ended.isEmpty() || ended.get().getExitCode() == 0) {
      return Optional.empty();
    }
    Termination termination = ended.get();
    String message = termination.getMessage().orElse("");
    Reading reading = read(termination.getReason(), message);
    boolean ofImage =
        reading.kind == SignalKind.PULL_FAILURE && ContainerReading.isOfStart(termination);
    if (reading.kind != SignalKind.STARTUP_FAILURE && !ofImage) {
      return Optional.empty();
    }
    Instant at = termination.getFinishedAt().orElse(observedAt);
    return Optional.of(state(reading, container, termination.getReason(), message, at));
  }

  private Reading readState(String reason, String message) {
    Reading reading = read(reason, message);
    return PULL_REASONS.contains(reason) && reading.kind != SignalKind.PULL_FAILURE
        ? Reading.unexplainedPull()
        : reading;
  }

  private Reading read(String reason, String message) {
    return switch (reason) {
      case "Pulling" -> Reading.of(SignalKind.PULLING);
      case "Pulled" ->
          Reading.of(
              message.contains(PRESENT) && !message.contains(ACCESSIBLE)
                  ? SignalKind.PRESENT
                  : SignalKind.PULLED);
      default ->
          classified(
              classifier.classify(
                  new Message(message, reason.equals("Error") ? TERMINATED : reason, null)),
              reason.startsWith("FailedCreatePodSand"));
    };
  }

  private Reading classified(Classification classification, boolean sandbox) {
    if (classification.cause().isEmpty()) {
      return Reading.none();
    }
    Cause cause = classification.cause().get();
    if (cause == Cause.PULL_SECRET_MISSING) {
      return Reading.of(SignalKind.PULL_SECRET, classification);
    }
    if (catalogue.entry(cause).phase() == Phase.STARTUP) {
      return sandbox ? Reading.none() : Reading.of(SignalKind.STARTUP_FAILURE, classification);
    }
    return Reading.of(
        sandbox ? SignalKind.SANDBOX_FAILURE : SignalKind.PULL_FAILURE, classification);
  }

  /** Each cause a state ever told of is one signal, so that a bare back-off does not hide it. */
  private static Signal state(
      Reading reading, ContainerSnapshot container, String reason, String message, Instant at) {
    String id =
        "status/"
            + container.getName()
            + '/'
            + reading.kind
            + '/'
            + (reading.cause == null ? "" : reading.cause);
    return reading.signal(
        id,
        EvidenceSource.CONTAINER_STATUS,
        container.getName(),
        reason,
        message,
        at,
        at,
        1,
        List.of());
  }

  private static @Nullable String container(PodEvent event) {
    if (event.getContainer().isPresent()) {
      return event.getContainer().get();
    }
    Matcher matcher = CONTAINER_IN_TEXT.matcher(event.getMessage());
    return matcher.find() ? matcher.group(1) : null;
  }

  /** What a text was read as; no kind for a text that is none of ours. */
  private record Reading(
      @Nullable SignalKind kind,
      @Nullable Cause cause,
      Confidence confidence,
      @Nullable String rule,
      List<Cause> alternatives) {

    static Reading none() {
      return new Reading(null, null, Confidence.NONE, null, List.of());
    }

    static Reading of(SignalKind kind) {
      return new Reading(kind, null, Confidence.NONE, null, List.of());
    }

    static Reading unexplainedPull() {
      return new Reading(SignalKind.PULL_FAILURE, Cause.UNKNOWN, Confidence.NONE, null, List.of());
    }

    static Reading of(SignalKind kind, Classification classification) {
      return new Reading(
          kind,
          classification.cause().orElse(null),
          classification.confidence(),
          classification.rule().orElse(null),
          classification.alternatives());
    }

    static Reading of(Signal signal) {
      return new Reading(
          signal.getKind(),
          signal.getCause().orElse(null),
          signal.getConfidence(),
          signal.getRule().orElse(null),
          signal.getAlternatives());
    }

    Signal event(PodEvent event) {
      return signal(
          event.getEventUid(),
          EvidenceSource.EVENT,
          container(event),
          event.getReason(),
          event.getMessage(),
          event.getFirstSeen(),
          event.getLastSeen(),
          Math.max(1, event.getCount()),
          List.of(event.getLastSeen()));
    }

    Signal signal(
        String id,
        EvidenceSource source,
        @Nullable String container,
        String reason,
        String message,
        Instant firstAt,
        Instant at,
        long count,
        List<Instant> times) {
      return new Signal(
          id,
          kind,
          container,
          source,
          reason,
          message,
          firstAt,
          at,
          count,
          times,
          cause,
          confidence,
          rule,
          alternatives);
    }
  }
}
