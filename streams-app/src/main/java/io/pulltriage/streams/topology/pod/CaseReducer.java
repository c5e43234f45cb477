package io.pulltriage.streams.topology.pod;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.PodCase;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.streams.topology.diagnosis.CaseSignals;
import io.pulltriage.streams.topology.diagnosis.EpisodeTracker;
import io.pulltriage.streams.topology.diagnosis.Sandbox;
import io.pulltriage.streams.topology.diagnosis.SignalReader;
import io.pulltriage.streams.topology.diagnosis.StalledPulls;
import io.pulltriage.streams.topology.diagnosis.SuspectImage;
import io.pulltriage.streams.topology.diagnosis.UnprovenRecoveries;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a case up to date. What it has seen already, or what is older than what it knows, changes
 * nothing, so that facts may be delivered again. Pure and thread-safe.
 */
final class CaseReducer {

  /** How long after the last sign of a pod its late and repeated facts are still recognised. */
  static final Duration KEEP = Duration.ofHours(1);

  private final SignalReader reader;
  private final EpisodeTracker tracker;
  private final StalledPulls stalledPulls;
  private final UnprovenRecoveries unprovenRecoveries;

  CaseReducer(
      SignalReader reader,
      EpisodeTracker tracker,
      StalledPulls stalledPulls,
      UnprovenRecoveries unprovenRecoveries) {
    this.reader = reader;
    this.tracker = tracker;
    this.stalledPulls = stalledPulls;
    this.unprovenRecoveries = unprovenRecoveries;
  }

  /** A case of which nothing is known yet. */
  static PodCase empty() {
    return PodCase.newBuilder()
        .setSignals(List.of())
        .setEpisodes(List.of())
        .setTold(Map.of())
        .setTouchedAt(Instant.EPOCH)
        .build();
  }

  /** A node, or the use of an image, is no case by itself. */
  static boolean isWorthKeeping(PodCase podCase) {
    return podCase.getPod().isPresent() || !podCase.getSignals().isEmpty();
  }

  PodCase withSnapshot(PodCase known, PodSnapshot pod, Instant publishedAt) {
    boolean news =
        known
            .getRemovedAt()
            .map(publishedAt::isAfter)
            .orElseGet(() -> known.getPod().filter(last -> !isNewer(pod, last)).isEmpty());
    if (!news) {
      return known;
    }
    String runtime = runtime(known);
    CaseSignals signals = signals(known);
    Instant seenAt = seenAt(pod);
    for (ContainerSnapshot container : pod.getContainers()) {
      List<Signal> states =
          Stream.concat(
                  reader.waiting(container, seenAt, runtime).stream(),
                  reader.termination(container, seenAt, runtime).stream())
              .toList();
      for (Signal state : states) {
        signals = signals.with(state);
      }
    }
    PodCase.Builder next = touched(known, publishedAt);
    write(next, signals);
    return next.setPod(pod)
        .setUsage(known.getUsage().filter(usage -> SuspectImage.isOne(usage, pod)).orElse(null))
        .setPublishedAt(publishedAt)
        .setRemovedAt(null)
        .setEpisodes(tracker.track(known.getEpisodes(), pod, runtime))
        .build();
  }

  PodCase withEvent(PodCase known, PodEvent event) {
    Optional<Signal> signal = reader.read(event, runtime(known));
    if (signal.isEmpty()) {
      return known;
    }
    PodCase.Builder next = touched(known, event.getLastSeen());
    write(next, signals(known).with(signal.get()));
    return next.build();
  }

  /** A node tells which runtime words the messages; they are read again when that is learned. */
  PodCase withNode(PodCase known, NodeSnapshot node) {
    if (known.getNode().filter(last -> !isNewer(node, last)).isPresent()) {
      return known;
    }
    PodCase next = PodCase.newBuilder(known).setNode(node).build();
    String runtime = runtime(next);
    if (runtime == null || runtime.equals(runtime(known))) {
      return next;
    }
    CaseSignals signals = new CaseSignals(List.of(), known.getForgotten());
    for (Signal signal : known.getSignals()) {
      Optional<Signal> read = reader.reread(signal, runtime);
      signals = read.isPresent() ? signals.with(read.get()) : signals;
    }
    PodCase.Builder reread = PodCase.newBuilder(next);
    write(reread, signals);
    return reread.build();
  }

  /** Only of the image that is suspect by now: a pod may have changed while the news came. */
  PodCase withUsage(PodCase known, ImageUsage usage) {
    boolean newer = known.getUsage().filter(last -> !isNewer(usage, last)).isEmpty();
    boolean asked = known.getPod().filter(pod -> SuspectImage.isOne(usage, pod)).isPresent();
    return newer && asked ? PodCase.newBuilder(known).setUsage(usage).build() : known;
  }

  /** Withdrawn at a time; a withdrawal older than what is known is a repeated one. */
  PodCase withoutSnapshot(PodCase known, Instant at) {
    if (known.getPublishedAt().filter(published -> published.isAfter(at)).isPresent()
        || known.getRemovedAt().isPresent()) {
      return known;
    }
    // Who runs and is withdrawn is well, whatever brought its image.
    PodCase last = withEpisodes(known, unprovenRecoveries.track(known, Instant.MAX));
    PodCase.Builder next = touched(last, at).setRemovedAt(at);
    last.getPod()
        .filter(pod -> pod.getGone().isEmpty())
        .map(pod -> PodSnapshot.newBuilder(pod).setGone(new PodGone(at, List.of())).build())
        .ifPresent(
            pod ->
                next.setPod(pod)
                    .setEpisodes(tracker.track(last.getEpisodes(), pod, runtime(last))));
    return next.build();
  }

  /** What only events and the time tell of. */
  PodCase at(PodCase known, Instant now) {
    PodCase next = withEpisodes(known, stalledPulls.track(known, now));
    next = withEpisodes(next, Sandbox.track(next));
    return withEpisodes(next, unprovenRecoveries.track(next, now));
  }

  /** When the case must be looked at again though nothing happens; empty for never. */
  Optional<Instant> due(PodCase known, Instant now) {
    boolean lives = known.getPod().isPresent() && known.getRemovedAt().isEmpty();
    return lives
        ? Stream.of(stalledPulls.next(known, now), unprovenRecoveries.next(known, now))
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder())
        : Optional.of(known.getTouchedAt().plus(KEEP));
  }

  /** Whether nothing more is to be learned about it. */
  boolean isOver(PodCase known, Instant now) {
    boolean lives = known.getPod().isPresent() && known.getRemovedAt().isEmpty();
    return !lives && !now.isBefore(known.getTouchedAt().plus(KEEP));
  }

  private static PodCase withEpisodes(PodCase known, List<Episode> episodes) {
    return PodCase.newBuilder(known).setEpisodes(episodes).build();
  }

  private static boolean isNewer(PodSnapshot pod, PodSnapshot than) {
    int order = changedAt(pod).compareTo(changedAt(than));
    return order > 0 || (order == 0 && pod.getRevision() > than.getRevision());
  }

  private static boolean isNewer(NodeSnapshot node, NodeSnapshot than) {
    int order = node.getObservedAt().compareTo(than.getObservedAt());
    return order > 0 || (order == 0 && node.getRevision() > than.getRevision());
  }

  private static boolean isNewer(ImageUsage usage, ImageUsage than) {
    int order = usage.getObservedAt().compareTo(than.getObservedAt());
    return order > 0 || (order == 0 && usage.getRevision() > than.getRevision());
  }

  /** A pod that is gone is told anew with its successors, but its containers fail no more. */
  private static Instant seenAt(PodSnapshot pod) {
    Instant observed = pod.getObservedAt();
    return pod.getGone().map(PodGone::getAt).filter(observed::isAfter).orElse(observed);
  }

  /** When a pod took its shape, or went. */
  static Instant changedAt(PodSnapshot pod) {
    Instant observed = pod.getObservedAt();
    return pod.getGone().map(PodGone::getAt).filter(observed::isBefore).orElse(observed);
  }

  private static CaseSignals signals(PodCase known) {
    return new CaseSignals(known.getSignals(), known.getForgotten());
  }

  private static void write(PodCase.Builder next, CaseSignals signals) {
    next.setSignals(signals.signals()).setForgotten(signals.forgotten());
  }

  private static PodCase.Builder touched(PodCase known, Instant at) {
    PodCase.Builder next = PodCase.newBuilder(known);
    return known.getTouchedAt().isBefore(at) ? next.setTouchedAt(at) : next;
  }

  /** {@code containerd} of {@code containerd://2.1.4}; null while the node is not known. */
  private static @Nullable String runtime(PodCase known) {
    return known
        .getNode()
        .map(NodeSnapshot::getContainerRuntime)
        .filter(runtime -> runtime.contains("://"))
        .map(runtime -> runtime.substring(0, runtime.indexOf("://")))
        .orElse(null);
  }
}
