package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PodSignalsTest {

  private static final PodSignals NONE = new PodSignals(List.of(), 0);

  @Test
  void shouldKeepTheHighestCountOfAnEvent() {
    PodSignals signals = NONE.with(event(1, 3, 30)).with(event(1, 2, 20)).with(event(1, 3, 30));

    assertThat(signals.signals()).hasSize(1);
    assertThat(occurrences(signals)).isEqualTo(3);
    assertThat(signals.signals().get(0).getAt()).isEqualTo(Signals.T0.plusSeconds(30));
  }

  @Test
  void shouldRememberWhenAStateWasFirstSeen() {
    Signal seen =
        Signal.newBuilder(event(1, 1, 10)).setSource(EvidenceSource.CONTAINER_STATUS).build();
    Signal again =
        Signal.newBuilder(seen)
            .setFirstAt(Signals.T0.plusSeconds(40))
            .setAt(Signals.T0.plusSeconds(40))
            .build();

    Signal kept = NONE.with(seen).with(again).signals().get(0);

    assertThat(kept.getFirstAt()).isEqualTo(seen.getFirstAt());
    assertThat(kept.getAt()).isEqualTo(Signals.T0.plusSeconds(40));
  }

  @Test
  void shouldNotCountStates() {
    Signal state =
        Signal.newBuilder(event(1, 1, 10)).setSource(EvidenceSource.CONTAINER_STATUS).build();

    PodSignals signals = NONE;
    for (int i = 0; i < PodSignals.CAPACITY + 5; i++) {
      signals = signals.with(Signal.newBuilder(state).setId("state-" + i).build());
    }

    assertThat(signals.signals()).hasSize(PodSignals.CAPACITY);
    assertThat(signals.forgotten()).isZero();
  }

  @Test
  void shouldForgetTheOldestOfTooManyButNotThatTheyWere() {
    PodSignals signals = NONE;
    for (int i = 0; i < PodSignals.CAPACITY + 5; i++) {
      signals = signals.with(event(i, 2, i));
    }

    assertThat(signals.signals()).hasSize(PodSignals.CAPACITY);
    assertThat(signals.signals())
        .noneMatch(signal -> signal.getAt().isBefore(Signals.T0.plusSeconds(5)));
    assertThat(occurrences(signals)).isEqualTo(2L * (PodSignals.CAPACITY + 5));
  }

  @Property(tries = 300)
  void shouldComeToTheSameInAnyOrderAndRepetition(
      @ForAll("deliveries") List<Signal> deliveries, @ForAll long seed) {
    // Given the same deliveries again, in disorder
    List<Signal> disordered = new ArrayList<>(deliveries);
    disordered.addAll(deliveries.subList(0, deliveries.size() / 2));
    Collections.shuffle(disordered, new Random(seed));

    // When
    PodSignals once = all(deliveries);
    PodSignals again = all(disordered);

    // Then
    assertThat(again.forgotten()).isZero();
    assertThat(again.signals()).hasSameSizeAs(once.signals());
    for (int i = 0; i < once.signals().size(); i++) {
      assertThat(Records.equal(again.signals().get(i), once.signals().get(i))).isTrue();
    }
  }

  @Provide
  Arbitrary<List<Signal>> deliveries() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 15), Arbitraries.integers().between(1, 20))
        .as((id, count) -> event(id, count, id + 10 * count))
        .list()
        .ofMaxSize(60);
  }

  private static long occurrences(PodSignals signals) {
    return signals.forgotten() + signals.signals().stream().mapToLong(Signal::getCount).sum();
  }

  private static PodSignals all(List<Signal> deliveries) {
    PodSignals signals = NONE;
    for (Signal delivery : deliveries) {
      signals = signals.with(delivery);
    }
    return signals;
  }

  /** An event as the API server tells it: its first time stays, its last one grows. */
  private static Signal event(int id, int count, int second) {
    return Signals.of(SignalKind.PULL_FAILURE, second)
        .setId("event-" + id)
        .setCount(count)
        .setFirstAt(Signals.T0)
        .build();
  }
}
