package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.internal.Episode;
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

  /**
   * So much older than the status that shows it may the last word on a failure be, whatever
   * happened between: a kubelet waits five minutes at most before it tries again.
   */
  private static final Duration LEAD = Duration.ofMinutes(6);

  private final PodView view;
  private final Episode episode;

  FailureSignals(PodView view, Episode episode) {
    this.view = view;
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

  /** Which phase fails. */
  Phase phase() {
    return episode.getPhase();
  }

  /** When the first failure was: events may know of older ones than the status showed. */
  Instant since() {
    return failures().stream()
        .map(Signal::getFirstAt)
        .filter(this::isWithin)
        .filter(first -> first.isBefore(episode.getSince()))
        .min(Comparator.naturalOrder())
        .orElse(episode.getSince());
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
   * When the container was first given an image that was on the node already, without any pull
   * since it began to fail.
   */
  Optional<Instant> givenUnproven() {
    Instant since = episode.getSince();
    return ofContainer(SignalKind.PULLED).anyMatch(pulled -> !pulled.getAt().isBefore(since))
        ? Optional.empty()
        : ofContainer(SignalKind.PRESENT)
            .filter(present -> !present.getAt().isBefore(since))
            .map(present -> latest(present.getFirstAt(), since))
            .min(Comparator.naturalOrder());
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** What the kubelet says of pull secrets that do not exist. */
  Optional<Signal> missingSecrets() {
    return view.signals().stream()
        .filter(signal -> signal.getKind() == SignalKind.PULL_SECRET && isWithin(signal))
        .max(PodSignals.OLDEST_FIRST);
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
    return ofKind(kind).stream().max(PodSignals.OLDEST_FIRST);
  }

  private List<Signal> ofKind(SignalKind kind) {
    return view.signals().stream()
        .filter(signal -> signal.getKind() == kind)
        .filter(signal -> kind == SignalKind.SANDBOX_FAILURE || concernsContainer(signal))
        .filter(this::isWithin)
        .filter(signal -> !isAboutAnotherImage(signal))
        .toList();
  }

  private Stream<Signal> ofContainer(SignalKind kind) {
    return view.signals().stream()
        .filter(signal -> signal.getKind() == kind && concernsContainer(signal));
  }

  private boolean isWithin(Signal signal) {
    return isWithin(signal.getAt())
        && (!signal.getAt().isBefore(episode.getSince().minus(LEAD)) || isOfSamePull(signal));
  }

  /**
   * Whether the image has not come since: then an old event, of a time before anybody looked, still
   * tells why. client-go lets the one with the cause through least often.
   */
  private boolean isOfSamePull(Signal signal) {
    return episode.getPhase() == Phase.PULL
        && came()
            .filter(time -> time.isAfter(signal.getAt()))
            .noneMatch(time -> !time.isAfter(episode.getSince()));
  }

  /** When the container had its image, as far as is known. */
  private Stream<Instant> came() {
    Stream<Instant> told =
        Stream.of(SignalKind.PULLED, SignalKind.PRESENT)
            .flatMap(this::ofContainer)
            .flatMap(
                signal ->
                    Stream.concat(
                        Stream.of(signal.getFirstAt(), signal.getAt()),
                        signal.getTimes().stream()));
    Stream<Instant> ran =
        view
            .pod()
            .flatMap(pod -> WantedImage.of(pod, episode.getContainer(), episode.getImage()))
            .map(WantedImage::container)
            .stream()
            .flatMap(
                container -> Stream.of(container.getTerminated(), container.getLastTermination()))
            .flatMap(Optional::stream)
            .filter(run -> !ContainerReading.isOfStart(run))
            .flatMap(run -> run.getStartedAt().stream());
    return Stream.concat(told, ran);
  }

  /** What was over before the stretch began does not belong to it. */
  private boolean isWithin(Instant time) {
    return episode.getPreviousEnd().filter(end -> !time.isAfter(end)).isEmpty();
  }

  private boolean concernsContainer(Signal signal) {
    return Concern.with(signal, view.pod(), episode.getContainer(), episode.getImage());
  }

  /** A container whose image was changed in place has signals of both images. */
  private boolean isAboutAnotherImage(Signal signal) {
    return !Concern.isNamed(episode.getImage(), signal.getMessage())
        && view.episodes().stream()
            .filter(other -> other.getContainer().equals(episode.getContainer()))
            .map(Episode::getImage)
            .filter(image -> !image.equals(episode.getImage()))
            .anyMatch(image -> Concern.isNamed(image, signal.getMessage()));
  }
}
