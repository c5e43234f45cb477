package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.schemas.internal.PodState;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes facts into a pod's state. What the state has seen already, or what is older than what it
 * knows, changes nothing: the same state is returned, so that facts may be delivered again. Pure
 * and thread-safe.
 */
public final class PodReducer {

  /** How long after the last sign of a pod its late and repeated facts are still recognized. */
  public static final Duration KEEP = Duration.ofHours(1);

  private final SignalReader reader;
  private final EpisodeTracker tracker;
  private final StalledPulls stalledPulls;
  private final UnprovenRecoveries unprovenRecoveries;

  /** A reducer that reads texts by the reader's rules. */
  public PodReducer(
      SignalReader reader,
      EpisodeTracker tracker,
      StalledPulls stalledPulls,
      UnprovenRecoveries unprovenRecoveries) {
    this.reader = reader;
    this.tracker = tracker;
    this.stalledPulls = stalledPulls;
    this.unprovenRecoveries = unprovenRecoveries;
  }

  /** The state of a pod of which nothing is known yet. */
  public static PodState empty() {
    return new PodState(null, null, List.of(), 0L, List.of(), null, Instant.EPOCH, List.of());
  }

  /** A snapshot, published at a time. */
  public PodState withSnapshot(PodState known, PodSnapshot pod, Instant publishedAt) {
    boolean news =
        known
            .getRemovedAt()
            .map(publishedAt::isAfter)
            .orElseGet(() -> known.getPod().filter(last -> !isNewer(pod, last)).isEmpty());
    if (!news) {
      return known;
    }
    PodSignals signals = signals(known);
    Instant seenAt = seenAt(pod);
    for (ContainerSnapshot container : pod.getContainers()) {
      Optional<Signal> waiting = reader.waiting(container, seenAt);
      Optional<Signal> termination = reader.termination(container, seenAt);
      signals = waiting.isPresent() ? signals.with(waiting.get()) : signals;
      signals = termination.isPresent() ? signals.with(termination.get()) : signals;
    }
    return new PodState(
        pod,
        publishedAt,
        signals.signals(),
        signals.forgotten(),
        tracker.track(episodesBefore(known, pod), pod),
        null,
        later(known.getTouchedAt(), publishedAt),
        known.getFindings());
  }

  /**
   * The failure windows that a snapshot continues. What runs from an image that proves nothing has
   * not ended yet; and the stalled pull of an image that the spec no longer names would not be
   * found again.
   */
  private List<Episode> episodesBefore(PodState known, PodSnapshot pod) {
    PodView view = new PodView(known, null, null);
    if (known.getPod().filter(last -> !hasSameImages(last, pod)).isPresent()) {
      view = view.with(stalledPulls.track(view, pod.getObservedAt()));
    }
    return unprovenRecoveries.track(view, pod.getObservedAt());
  }

  private static boolean hasSameImages(PodSnapshot one, PodSnapshot other) {
    List<ContainerSnapshot> before = one.getContainers();
    List<ContainerSnapshot> after = other.getContainers();
    boolean same = before.size() == after.size();
    for (int i = 0; same && i < before.size(); i++) {
      same = before.get(i).getImage().equals(after.get(i).getImage());
    }
    return same;
  }

  /** An event; one that bears on no image and no start changes nothing. */
  public PodState withEvent(PodState known, PodEvent event) {
    Optional<Signal> signal = reader.read(event, known.getSignals());
    if (signal.isEmpty()) {
      return known;
    }
    PodSignals before = signals(known);
    PodSignals after = before.with(signal.get());
    if (after.signals() == before.signals()) {
      return known;
    }
    return new PodState(
        known.getPod().orElse(null),
        known.getPublishedAt().orElse(null),
        after.signals(),
        after.forgotten(),
        known.getEpisodes(),
        known.getRemovedAt().orElse(null),
        later(known.getTouchedAt(), event.getLastSeen()),
        known.getFindings());
  }

  /**
   * Whether an event only told once more of the newest failure of containers that fail: what is
   * found of the pod then differs by counters.
   */
  @SuppressWarnings("ReferenceEquality") // Signals that have not changed are the same objects.
  public boolean isOnlyCounted(PodState before, PodState after) {
    List<Signal> known = before.getSignals();
    List<Signal> next = after.getSignals();
    if (!lives(after) || after.getEpisodes().isEmpty() || known.size() != next.size()) {
      return false;
    }
    Signal counted = null;
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i) != next.get(i)) {
        if (counted != null || !PodSignals.isCountedAgain(known.get(i), next.get(i))) {
          return false;
        }
        counted = known.get(i);
      }
    }
    return counted != null
        && isNewest(counted, before)
        && stalledPulls.endAlike(new PodView(before, null, null), new PodView(after, null, null));
  }

  private static boolean isNewest(Signal signal, PodState known) {
    Instant at = signal.getAt();
    for (Signal other : known.getSignals()) {
      // When a sandbox was made follows from what is told after its failure.
      if (other.getAt().isAfter(at) || other.getKind() == SignalKind.SANDBOX_FAILURE) {
        return false;
      }
    }
    for (Episode episode : known.getEpisodes()) {
      if (episode.getEndedAt().isPresent() || at.isBefore(episode.getSince())) {
        return false;
      }
    }
    return true;
  }

  /**
   * A tombstone, published at a time: the pod is gone, or has been well for a while. One older than
   * what is known is a repeated one.
   */
  public PodState withoutSnapshot(PodState known, Instant at) {
    if (known.getPublishedAt().filter(published -> published.isAfter(at)).isPresent()
        || known.getRemovedAt().isPresent()
        || (known.getPod().isEmpty() && known.getSignals().isEmpty())) {
      return known;
    }
    PodSnapshot last = known.getPod().orElse(null);
    List<Episode> episodes = known.getEpisodes();
    if (last != null && last.getGone().isEmpty()) {
      last = PodSnapshot.newBuilder(last).setGone(new PodGone(at, List.of())).build();
      episodes = tracker.track(episodes, last);
    }
    return new PodState(
        last,
        known.getPublishedAt().orElse(null),
        known.getSignals(),
        known.getForgotten(),
        episodes,
        at,
        later(known.getTouchedAt(), at),
        known.getFindings());
  }

  /** What is left of a pod of which nothing more is to be learned. */
  public static PodState reduced(PodState known, List<PodFinding> findings) {
    return new PodState(
        null,
        known.getPublishedAt().orElse(null),
        List.of(),
        0L,
        List.of(),
        known.getRemovedAt().orElse(null),
        known.getTouchedAt(),
        findings);
  }

  /** Whether that is all that is left of it. */
  public static boolean isReduced(PodState known) {
    return known.getPod().isEmpty() && !known.getFindings().isEmpty();
  }

  /** With the failure windows that only events and the time tell of. */
  public PodView at(PodView view, Instant now) {
    PodView next = view.with(stalledPulls.track(view, now));
    next = next.with(Sandbox.track(next));
    next = next.with(unprovenRecoveries.track(next, now));
    next = next.with(OverdueDeletions.track(next, now));
    Optional<PodSnapshot> gone = next.pod().filter(pod -> pod.getGone().isPresent());
    return gone.isPresent() && next.episodes() != view.episodes()
        ? next.with(tracker.endWithPod(next.episodes(), gone.get()))
        : next;
  }

  /** When the pod must be looked at again though nothing happens; empty for never. */
  public Optional<Instant> due(PodView view, Instant now) {
    PodState known = view.state();
    if (isReduced(known)) {
      return Optional.empty();
    }
    return lives(known)
        ? Stream.of(
                stalledPulls.next(view, now),
                unprovenRecoveries.next(view, now),
                OverdueDeletions.next(view, now))
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder())
        : Optional.of(known.getTouchedAt().plus(KEEP));
  }

  /** Whether nothing more is to be learned about it. */
  public static boolean isOver(PodState known, Instant now) {
    return !lives(known) && !now.isBefore(known.getTouchedAt().plus(KEEP));
  }

  private static boolean lives(PodState known) {
    return known.getPod().isPresent() && known.getRemovedAt().isEmpty();
  }

  private static boolean isNewer(PodSnapshot pod, PodSnapshot than) {
    int order = changedAt(pod).compareTo(changedAt(than));
    return order > 0 || (order == 0 && pod.getRevision() > than.getRevision());
  }

  /** A pod that is gone is told anew with its successors, but its containers fail no more. */
  private static Instant seenAt(PodSnapshot pod) {
    Instant observed = pod.getObservedAt();
    return pod.getGone().map(PodGone::getAt).filter(observed::isAfter).orElse(observed);
  }

  /** When a pod took its shape, or went. */
  private static Instant changedAt(PodSnapshot pod) {
    Instant observed = pod.getObservedAt();
    return pod.getGone().map(PodGone::getAt).filter(observed::isBefore).orElse(observed);
  }

  private static PodSignals signals(PodState known) {
    return new PodSignals(known.getSignals(), known.getForgotten());
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one == null || one.isBefore(other) ? other : one;
  }
}
