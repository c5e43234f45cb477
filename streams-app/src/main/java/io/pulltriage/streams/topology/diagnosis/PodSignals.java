package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was seen about one pod, one signal for each event and for each cause a state told of. The
 * same set results from any order and any repetition of what was seen, as long as it fits in. Pure.
 *
 * @param signals by id
 * @param forgotten how often the events that no longer fit in were seen
 */
public record PodSignals(List<Signal> signals, long forgotten) {

  /** By time, ties by id. */
  static final Comparator<Signal> OLDEST_FIRST =
      Comparator.comparing(Signal::getAt).thenComparing(Signal::getId);

  /** A pod has a handful of distinct events; one with more is told by its newest. */
  static final int CAPACITY = 64;

  /** Characters of their texts; those of 64 kubelets' events are at most half as many. */
  static final int CHARACTERS = 1 << 17;

  /** Times that a signal keeps. */
  static final int TIMES = 8;

  /** With one more; the same object where that changes nothing. */
  public PodSignals with(Signal seen) {
    int at = 0;
    while (at < signals.size() && signals.get(at).getId().compareTo(seen.getId()) < 0) {
      at++;
    }
    boolean known = at < signals.size() && signals.get(at).getId().equals(seen.getId());
    @Nullable Signal newest = known ? merged(signals.get(at), seen) : seen;
    if (newest == null) {
      return this;
    }
    List<Signal> kept = new ArrayList<>(signals.size() + 1);
    kept.addAll(signals.subList(0, at));
    kept.add(newest);
    kept.addAll(signals.subList(known ? at + 1 : at, signals.size()));
    long dropped = 0;
    while (kept.size() > CAPACITY || characters(kept) > CHARACTERS) {
      Signal oldest = kept.stream().min(OLDEST_FIRST).orElseThrow();
      kept.remove(oldest);
      dropped += occurrences(oldest);
    }
    return new PodSignals(kept, forgotten + dropped);
  }

  /** Both in one; null where that is the known one. */
  private static @Nullable Signal merged(Signal known, Signal seen) {
    List<Instant> times = times(known.getTimes(), seen.getTimes());
    boolean isNewer =
        seen.getCount() > known.getCount()
            || (seen.getCount() == known.getCount() && seen.getAt().isAfter(known.getAt()));
    boolean isEarlier = seen.getFirstAt().isBefore(known.getFirstAt());
    if (!isNewer && !isEarlier && times.equals(known.getTimes())) {
      return null;
    }
    return with(isNewer ? seen : known, isEarlier ? seen.getFirstAt() : known.getFirstAt(), times);
  }

  /** Whether a failure differs only by how often, and when last, it was seen. */
  static boolean isCountedAgain(Signal known, Signal seen) {
    return (seen.getKind() == SignalKind.PULL_FAILURE
            || seen.getKind() == SignalKind.STARTUP_FAILURE)
        && known.getKind() == seen.getKind()
        && known.getId().equals(seen.getId())
        && known.getFirstAt().equals(seen.getFirstAt())
        && known.getMessage().equals(seen.getMessage())
        && known.getReason().equals(seen.getReason())
        && known.getContainer().equals(seen.getContainer())
        && known.getCause().equals(seen.getCause())
        && known.getConfidence() == seen.getConfidence()
        && known.getRule().equals(seen.getRule())
        && known.getAlternatives().equals(seen.getAlternatives());
  }

  private static List<Instant> times(List<Instant> known, List<Instant> seen) {
    if (known.containsAll(seen)) {
      return known;
    }
    List<Instant> all = Stream.of(known, seen).flatMap(List::stream).distinct().sorted().toList();
    return all.subList(Math.max(0, all.size() - TIMES), all.size());
  }

  private static Signal with(Signal signal, Instant firstAt, List<Instant> times) {
    return new Signal(
        signal.getId(),
        signal.getKind(),
        signal.getContainer().orElse(null),
        signal.getSource(),
        signal.getReason(),
        signal.getMessage(),
        firstAt,
        signal.getAt(),
        signal.getCount(),
        times,
        signal.getCause().orElse(null),
        signal.getConfidence(),
        signal.getRule().orElse(null),
        signal.getAlternatives());
  }

  private static int characters(List<Signal> signals) {
    int characters = 0;
    for (Signal signal : signals) {
      characters += signal.getMessage().length();
    }
    return characters;
  }

  private static long occurrences(Signal signal) {
    return signal.getSource() == EvidenceSource.EVENT ? signal.getCount() : 0;
  }
}
