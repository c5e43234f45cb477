package io.pulltriage.streams.topology.time;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class TimersTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private final Timers timers = new Timers(TimeStores.open("timers", Serdes.String()));

  @Test
  void shouldTellWhatIsDueTheLongestDueFirst() {
    set("lab-a", "late", NOON.minusSeconds(1));
    set("lab-a", "early", NOON.minusSeconds(9));
    set("lab-a", "never yet", NOON.plusSeconds(9));

    assertThat(timers.due("lab-a", NOON)).containsExactly("early", "late");
  }

  @Test
  void shouldBeDueAtItsTimeAndNotAMillisecondBefore() {
    set("lab-a", "thing", NOON);

    assertThat(timers.due("lab-a", NOON.minusMillis(1))).isEmpty();
    assertThat(timers.due("lab-a", NOON)).containsExactly("thing");
  }

  @Test
  void shouldKeepClustersApartEvenWhenOneNameBeginsTheOther() {
    set("lab", "a", NOON);
    set("lab-a", "b", NOON);
    set("lab a", "c", NOON);

    assertThat(timers.due("lab", NOON)).containsExactly("a");
    assertThat(timers.due("lab-a", NOON)).containsExactly("b");
  }

  @Test
  void shouldMoveATimerInsteadOfAddingOne() {
    set("lab-a", "thing", NOON);

    timers.move("lab-a", "thing", Optional.of(NOON), Optional.of(NOON.plusSeconds(60)));

    assertThat(timers.due("lab-a", NOON)).isEmpty();
    assertThat(timers.due("lab-a", NOON.plusSeconds(60))).containsExactly("thing");
  }

  @Test
  void shouldForgetATimerThatIsMovedToNever() {
    set("lab-a", "thing", NOON);

    timers.move("lab-a", "thing", Optional.of(NOON), Optional.empty());

    assertThat(timers.due("lab-a", NOON.plusSeconds(60))).isEmpty();
  }

  @Test
  void shouldTellAgainWhatWasToldAndNotMoved() {
    set("lab-a", "thing", NOON);

    assertThat(timers.due("lab-a", NOON)).containsExactly("thing");
    assertThat(timers.due("lab-a", NOON.plusSeconds(1))).containsExactly("thing");
  }

  @Test
  void shouldTellWhatWasSetBehindAndAheadOfWhereItHasLooked() {
    // Given
    set("lab-a", "far", NOON.plusSeconds(3600));
    assertThat(timers.due("lab-a", NOON)).isEmpty();

    // When
    set("lab-a", "past", NOON.minusSeconds(60));
    set("lab-a", "soon", NOON.plusMillis(1));

    // Then
    assertThat(timers.due("lab-a", NOON)).containsExactly("past");
    assertThat(timers.due("lab-a", NOON.plusSeconds(1))).containsExactly("past", "soon");
    assertThat(timers.due("lab-a", NOON.plusSeconds(3600))).containsExactly("past", "soon", "far");
  }

  @Test
  void shouldTellWhatIsDueWhicheverWayItWasSetAndLookedFor() {
    // Given
    Random random = new Random(1);
    Map<String, Instant> expected = new HashMap<>();
    Instant now = NOON;
    for (int step = 0; step < 2_000; step++) {
      String thing = "thing-" + random.nextInt(20);
      Instant due = NOON.plusMillis(random.nextInt(400_000));

      // When
      timers.move("lab-a", thing, Optional.ofNullable(expected.put(thing, due)), Optional.of(due));
      now = now.plusMillis(random.nextInt(200));
      Instant looked = now;

      // Then
      assertThat(timers.due("lab-a", looked))
          .containsExactlyInAnyOrderElementsOf(
              expected.keySet().stream()
                  .filter(each -> !requireNonNull(expected.get(each)).isAfter(looked))
                  .toList());
    }
  }

  @Test
  void shouldKeepTwoThingsThatAreDueAtTheSameMoment() {
    set("lab-a", "one", NOON);
    set("lab-a", "other", NOON);

    timers.move("lab-a", "one", Optional.of(NOON), Optional.empty());

    assertThat(timers.due("lab-a", NOON)).containsExactly("other");
  }

  private void set(String cluster, String thing, Instant due) {
    timers.move(cluster, thing, Optional.empty(), Optional.of(due));
  }
}
