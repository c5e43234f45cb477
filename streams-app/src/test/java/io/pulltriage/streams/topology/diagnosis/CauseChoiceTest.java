package io.pulltriage.streams.topology.diagnosis;

import static io.pulltriage.streams.topology.diagnosis.Signals.pullFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.internal.Signal;
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

class CauseChoiceTest {

  private static final int LONG = (int) CauseChoice.RECENT.toSeconds() + 1;

  @Test
  void shouldHaveNothingToSayWithoutSignals() {
    assertThat(CauseChoice.best(List.of())).isEmpty();
  }

  @Test
  void shouldPreferACauseToALaterLabel() {
    assertThat(best(pullFailure(Cause.TAG_NOT_FOUND, 0), pullFailure(Cause.NO_DETAIL, 100 * LONG)))
        .isEqualTo(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldPreferACauseToALaterUnknownOneForAWhile() {
    assertThat(best(pullFailure(Cause.DNS_FAILURE, 0), pullFailure(Cause.UNKNOWN, LONG - 1)))
        .isEqualTo(Cause.DNS_FAILURE);
    assertThat(best(pullFailure(Cause.DNS_FAILURE, 0), pullFailure(Cause.UNKNOWN, LONG)))
        .isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void shouldPreferTheNewestOfTwoCauses() {
    assertThat(best(pullFailure(Cause.DNS_FAILURE, 0), pullFailure(Cause.TAG_NOT_FOUND, 9)))
        .isEqualTo(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldPreferWhatKillsAContainerToItsLoop() {
    assertThat(best(pullFailure(Cause.OOM_KILLED, 0), pullFailure(Cause.CRASH_LOOP, 9)))
        .isEqualTo(Cause.OOM_KILLED);
  }

  @Property(tries = 300)
  void shouldChooseTheSameInAnyOrder(@ForAll("signals") List<Signal> signals, @ForAll long seed) {
    List<Signal> shuffled = new ArrayList<>(signals);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(CauseChoice.best(shuffled).map(Signal::getId))
        .isEqualTo(CauseChoice.best(signals).map(Signal::getId));
  }

  @Provide
  Arbitrary<List<Signal>> signals() {
    return Combinators.combine(
            Arbitraries.of(Cause.class),
            Arbitraries.integers().between(0, 2 * LONG),
            Arbitraries.integers().between(0, 99))
        .as(
            (cause, second, id) ->
                Signal.newBuilder(pullFailure(cause, second)).setId("event-" + id).build())
        .list()
        .ofMaxSize(12)
        .uniqueElements(Signal::getId);
  }

  private static Cause best(Signal... signals) {
    return CauseChoice.best(List.of(signals)).orElseThrow().getCause().orElseThrow();
  }
}
