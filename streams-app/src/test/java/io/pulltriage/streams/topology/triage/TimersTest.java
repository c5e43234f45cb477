package io.pulltriage.streams.topology.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private final Timers timers = new Timers();

  @Test
  void shouldTellWhatIsDueTheLongestDueFirst() {
    set("late", NOON.minusSeconds(1));
    set("early", NOON.minusSeconds(9));
    set("never yet", NOON.plusSeconds(9));

    assertThat(timers.takeDue(NOON)).containsExactly("early", "late");
  }

  @Test
  void shouldBeDueAtItsTimeAndNotAMillisecondBefore() {
    set("thing", NOON);

    assertThat(timers.takeDue(NOON.minusMillis(1))).isEmpty();
    assertThat(timers.takeDue(NOON)).containsExactly("thing");
  }

  @Test
  void shouldTellWhatIsDueOnce() {
    set("thing", NOON);

    assertThat(timers.takeDue(NOON)).containsExactly("thing");
    assertThat(timers.takeDue(NOON.plusSeconds(1))).isEmpty();
  }

  @Test
  void shouldMoveATimerInsteadOfAddingOne() {
    set("thing", NOON);

    set("thing", NOON.plusSeconds(60));

    assertThat(timers.takeDue(NOON)).isEmpty();
    assertThat(timers.takeDue(NOON.plusSeconds(60))).containsExactly("thing");
  }

  @Test
  void shouldForgetATimerThatIsMovedToNever() {
    set("thing", NOON);

    timers.set("thing", Optional.empty());

    assertThat(timers.takeDue(NOON.plusSeconds(60))).isEmpty();
  }

  @Test
  void shouldKeepTheOtherOfTwoThingsThatAreDueAtTheSameMoment() {
    set("one", NOON);
    set("other", NOON);

    timers.set("one", Optional.empty());

    assertThat(timers.takeDue(NOON)).containsExactly("other");
  }

  @Test
  void shouldTellThingsThatAreDueAtTheSameMomentByName() {
    for (String name : List.of("c", "a", "d", "b")) {
      set(name, NOON);
    }

    assertThat(timers.takeDue(NOON)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void shouldTellWhatIsSetBehindWhereItHasLooked() {
    set("far", NOON.plusSeconds(3600));
    assertThat(timers.takeDue(NOON)).isEmpty();

    set("past", NOON.minusSeconds(60));

    assertThat(timers.takeDue(NOON)).containsExactly("past");
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
      set(thing, due);
      expected.put(thing, due);
      now = now.plusMillis(random.nextInt(200));
      Instant looked = now;

      // Then
      List<String> ripe =
          expected.entrySet().stream()
              .filter(each -> !each.getValue().isAfter(looked))
              .map(Map.Entry::getKey)
              .toList();
      assertThat(timers.takeDue(looked)).containsExactlyInAnyOrderElementsOf(ripe);
      ripe.forEach(expected::remove);
    }
  }

  private void set(String thing, Instant due) {
    timers.set(thing, Optional.of(due));
  }
}
