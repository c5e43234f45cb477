package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.PodCase;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of a pod's signals belong to one stretch of failure. Pure. */
final class FailureSignals {

  /** Events may be older than the status that shows what they told. */
  private static final Duration LEAD = Duration.ofSeconds(60);

  private final PodCase podCase;
  private final Episode episode;

  FailureSignals(PodCase podCase, Episode episode) {
    this.podCase = podCase;
    this.episode = episode;
  }

  /** What says why it fails. */
  List<Signal> failures() {
    SignalKind kind =
        episode.getContainer().equals(Sandbox.CONTAINER)
            ? SignalKind.SANDBOX_FAILURE
            : episode.getPhase() == Phase.PULL
                ? SignalKind.PULL_FAILURE
                : SignalKind.STARTUP_FAILURE;
    return ofKind(kind);
  }

  /** Pulls that began. */
  Optional<Signal> pulling() {
    return newest(SignalKind.PULLING);
  }

  /** When the image was last told to be there, pulled or not. */
  Optional<Instant> imageThere() {
    return Stream.of(SignalKind.PULLED, SignalKind.PRESENT)
        .flatMap(kind -> ofContainer(kind).map(Signal::getAt))
        .max(Comparator.naturalOrder());
  }

  /**
   * When the container was given an image that was on the node already, without any pull since it
   * began to fail.
   */
  Optional<Instant> givenUnproven() {
    Instant since = episode.getSince();
    return ofContainer(SignalKind.PULLED).anyMatch(pulled -> !pulled.getAt().isBefore(since))
        ? Optional.empty()
        : ofContainer(SignalKind.PRESENT)
            .map(Signal::getAt)
            .filter(at -> !at.isBefore(since))
            .max(Comparator.naturalOrder());
  }

  /** What the kubelet says of pull secrets that do not exist. */
  Optional<Signal> missingSecrets() {
    return podCase.getSignals().stream()
        .filter(signal -> signal.getKind() == SignalKind.PULL_SECRET && isWithin(signal))
        .max(CaseSignals.OLDEST_FIRST);
  }

  /**
   * How many failures there were: attempts, as far as events count them. A back-off repeats a
   * failure that is counted already.
   */
  long occurrences(int restarts) {
    List<Signal> failures = failures();
    long attempts =
        failures.stream()
            .filter(signal -> signal.getSource() == EvidenceSource.EVENT)
            .filter(signal -> !signal.getReason().equals("BackOff"))
            .filter(signal -> signal.getCause().map(Causes::rank).orElse(0) > 0)
            .mapToLong(Signal::getCount)
            .sum();
    long repeated = failures.stream().mapToLong(Signal::getCount).max().orElse(1);
    long events = attempts > 0 ? attempts : repeated;
    return episode.getPhase() == Phase.STARTUP && restarts > 0 ? restarts : Math.max(1, events);
  }

  private Optional<Signal> newest(SignalKind kind) {
    return ofKind(kind).stream().max(CaseSignals.OLDEST_FIRST);
  }

  private List<Signal> ofKind(SignalKind kind) {
    return podCase.getSignals().stream()
        .filter(signal -> signal.getKind() == kind)
        .filter(signal -> kind == SignalKind.SANDBOX_FAILURE || concernsContainer(signal))
        .filter(this::isWithin)
        .filter(signal -> !isAboutAnotherImage(signal))
        .toList();
  }

  private Stream<Signal> ofContainer(SignalKind kind) {
    return podCase.getSignals().stream()
        .filter(signal -> signal.getKind() == kind && concernsContainer(signal));
  }

  private boolean isWithin(Signal signal) {
    Instant from = episode.getSince().minus(LEAD);
    return !signal.getAt().isBefore(from);
  }

  private boolean concernsContainer(Signal signal) {
    return signal
        .getContainer()
        .map(container -> container.equals(episode.getContainer()))
        .orElseGet(() -> isOnlyContainer() || signal.getMessage().contains(episode.getImage()));
  }

  private boolean isOnlyContainer() {
    return podCase.getPod().filter(pod -> pod.getContainers().size() == 1).isPresent();
  }

  /** A container whose image was changed in place has signals of both images. */
  private boolean isAboutAnotherImage(Signal signal) {
    return !signal.getMessage().contains(episode.getImage())
        && podCase.getEpisodes().stream()
            .filter(other -> other.getContainer().equals(episode.getContainer()))
            .map(Episode::getImage)
            .filter(image -> !image.equals(episode.getImage()))
            .anyMatch(image -> signal.getMessage().contains(image));
  }
}
