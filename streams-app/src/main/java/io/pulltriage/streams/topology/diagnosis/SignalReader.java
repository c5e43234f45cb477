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

  private final Classifier classifier;
  private final Catalogue catalogue;

  /** Reads by these rules; the catalogue says which phase a cause belongs to. */
  public SignalReader(Classifier classifier, Catalogue catalogue) {
    this.classifier = classifier;
    this.catalogue = catalogue;
  }

  /** Version of the rules that it reads by. */
  String rulesVersion() {
    return classifier.rulesVersion();
  }

  /**
   * Reads an event.
   *
   * @param runtime container runtime of the pod's node; null while unknown
   * @return empty for an event that bears neither on an image nor on a start
   */
  public Optional<Signal> read(PodEvent event, @Nullable String runtime) {
    Reading reading = read(event.getReason(), event.getMessage(), runtime);
    return reading.kind == null
        ? Optional.empty()
        : Optional.of(
            reading
                .writeTo(Signal.newBuilder())
                .setReason(event.getReason())
                .setMessage(event.getMessage())
                .setId(event.getEventUid())
                .setSource(EvidenceSource.EVENT)
                .setContainer(container(event))
                .setFirstAt(event.getFirstSeen())
                .setAt(event.getLastSeen())
                .setCount(Math.max(1, event.getCount()))
                .build());
  }

  /** Reads a signal again, because the rules or the runtime are known better. */
  public Optional<Signal> reread(Signal signal, @Nullable String runtime) {
    boolean state = signal.getSource() == EvidenceSource.CONTAINER_STATUS;
    Reading reading =
        state
            ? readState(signal.getReason(), signal.getMessage(), runtime)
            : read(signal.getReason(), signal.getMessage(), runtime);
    return reading.kind == null
        ? Optional.empty()
        : Optional.of(reading.writeTo(Signal.newBuilder(signal)).build());
  }

  /** Reads why a container waits; empty when it does not, or for no reason of ours. */
  public Optional<Signal> waiting(
      ContainerSnapshot container, Instant at, @Nullable String runtime) {
    if (container.getState() != ContainerState.WAITING || container.getWaitingReason().isEmpty()) {
      return Optional.empty();
    }
    String reason = container.getWaitingReason().get();
    String message = container.getWaitingMessage().orElse("");
    Reading reading = readState(reason, message, runtime);
    return reading.kind == null
        ? Optional.empty()
        : Optional.of(state(reading, container, reason, message, at));
  }

  /** Reads how a container's process ended; only what concerns its start is taken from it. */
  public Optional<Signal> termination(
      ContainerSnapshot container, Instant observedAt, @Nullable String runtime) {
    Optional<Termination> ended =
        container.getTerminated().isPresent()
            ? container.getTerminated()
            : container.getLastTermination();
    if (ended.isEmpty() || ended.get().getExitCode() == 0) {
      return Optional.empty();
    }
    Termination termination = ended.get();
    String message = termination.getMessage().orElse("");
    Reading reading = read(termination.getReason(), message, runtime);
    if (reading.kind != SignalKind.STARTUP_FAILURE) {
      return Optional.empty();
    }
    Instant at = termination.getFinishedAt().orElse(observedAt);
    return Optional.of(state(reading, container, termination.getReason(), message, at));
  }

  private Reading readState(String reason, String message, @Nullable String runtime) {
    Reading reading = read(reason, message, runtime);
    return PULL_REASONS.contains(reason) && reading.kind != SignalKind.PULL_FAILURE
        ? Reading.unexplainedPull()
        : reading;
  }

  private Reading read(String reason, String message, @Nullable String runtime) {
    return switch (reason) {
      case "Pulling" -> Reading.of(SignalKind.PULLING);
      case "Pulled" ->
          Reading.of(message.contains(PRESENT) ? SignalKind.PRESENT : SignalKind.PULLED);
      default ->
          classified(
              classifier.classify(
                  new Message(message, reason.equals("Error") ? TERMINATED : reason, runtime)),
              reason.startsWith("FailedCreatePodSand"));
    };
  }

  private Reading classified(Classification classification, boolean sandbox) {
    if (classification.cause().isEmpty()) {
      return Reading.none();
    }
    Cause cause = classification.cause().get();
    if (cause == Cause.PULL_SECRET_MISSING) {
      return new Reading(SignalKind.PULL_SECRET, classification);
    }
    if (catalogue.entry(cause).phase() == Phase.STARTUP) {
      return sandbox ? Reading.none() : new Reading(SignalKind.STARTUP_FAILURE, classification);
    }
    return new Reading(
        sandbox ? SignalKind.SANDBOX_FAILURE : SignalKind.PULL_FAILURE, classification);
  }

  /** Each cause a state ever told of is one signal, so that a bare back-off does not hide it. */
  private static Signal state(
      Reading reading, ContainerSnapshot container, String reason, String message, Instant at) {
    Signal.Builder signal = reading.writeTo(Signal.newBuilder());
    return signal
        .setReason(reason)
        .setMessage(message)
        .setId("status/" + container.getName() + '/' + signal.getKind() + '/' + signal.getCause())
        .setSource(EvidenceSource.CONTAINER_STATUS)
        .setContainer(container.getName())
        .setFirstAt(at)
        .setAt(at)
        .setCount(1)
        .build();
  }

  private static @Nullable String container(PodEvent event) {
    if (event.getContainer().isPresent()) {
      return event.getContainer().get();
    }
    Matcher matcher = CONTAINER_IN_TEXT.matcher(event.getMessage());
    return matcher.find() ? matcher.group(1) : null;
  }

  /** What a text was read as; no kind for a text that is none of ours. */
  private record Reading(@Nullable SignalKind kind, @Nullable Classification classification) {

    static Reading none() {
      return new Reading(null, null);
    }

    static Reading unexplainedPull() {
      return new Reading(
          SignalKind.PULL_FAILURE,
          new Classification(
              Optional.of(Cause.UNKNOWN), Confidence.NONE, Optional.empty(), List.of()));
    }

    static Reading of(SignalKind kind) {
      return new Reading(kind, null);
    }

    Signal.Builder writeTo(Signal.Builder signal) {
      signal.setKind(kind);
      if (classification != null) {
        signal
            .setCause(classification.cause().orElse(null))
            .setConfidence(classification.confidence())
            .setRule(classification.rule().orElse(null))
            .setAlternatives(classification.alternatives());
      }
      return signal;
    }
  }
}
