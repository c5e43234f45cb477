package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.internal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was seen about one pod, one signal for each event and for each cause a state told of. The
 * same set results from any order and any repetition of what was seen, as long as it fits in. Pure.
 *
 * @param signals by id
 * @param forgotten how often the events that no longer fit in were seen
 */
public record CaseSignals(List<Signal> signals, long forgotten) {

  /** By time, ties by id. */
  static final Comparator<Signal> OLDEST_FIRST =
      Comparator.comparing(Signal::getAt).thenComparing(Signal::getId);

  /** A pod has a handful of distinct events; one with more is told by its newest. */
  static final int CAPACITY = 64;

  /** Copies the list, so that nobody changes it later. */
  public CaseSignals {
    signals = List.copyOf(signals);
  }

  /** With one more; an older or repeated state of the same signal changes nothing. */
  public CaseSignals with(Signal seen) {
    List<Signal> kept = new ArrayList<>(signals.size() + 1);
    Signal newest = seen;
    for (Signal signal : signals) {
      if (signal.getId().equals(seen.getId())) {
        newest = newer(signal, seen);
      } else {
        kept.add(signal);
      }
    }
    kept.add(newest);
    long dropped = 0;
    if (kept.size() > CAPACITY) {
      Signal oldest = kept.stream().min(OLDEST_FIRST).orElseThrow();
      kept.remove(oldest);
      dropped = occurrences(oldest);
    }
    kept.sort(Comparator.comparing(Signal::getId));
    return new CaseSignals(kept, forgotten + dropped);
  }

  /** How often events were seen in all. Grows with each that is new. */
  public long occurrences() {
    return forgotten + signals.stream().mapToLong(CaseSignals::occurrences).sum();
  }

  private static Signal newer(Signal known, Signal seen) {
    boolean isNewer =
        seen.getCount() > known.getCount()
            || (seen.getCount() == known.getCount() && seen.getAt().isAfter(known.getAt()));
    if (!isNewer) {
      return known;
    }
    return known.getFirstAt().isBefore(seen.getFirstAt())
        ? Signal.newBuilder(seen).setFirstAt(known.getFirstAt()).build()
        : seen;
  }

  private static long occurrences(Signal signal) {
    return signal.getSource() == EvidenceSource.EVENT ? signal.getCount() : 0;
  }
}
