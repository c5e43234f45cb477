package io.pulltriage.producer.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListGateTest {

  @Test
  void shouldLetOnlySoManyInAndTheOthersInOrder() {
    // Given
    List<String> inside = new ArrayList<>();
    ListGate gate = new ListGate(1);
    ListGate.Ticket first = gate.enter(() -> inside.add("first"));
    ListGate.Ticket second = gate.enter(() -> inside.add("second"));
    ListGate.Ticket third = gate.enter(() -> inside.add("third"));
    assertThat(inside).containsExactly("first");

    // When
    second.leave();
    first.leave();
    first.leave();

    // Then
    assertThat(inside).containsExactly("first", "third");
    third.leave();
    var unused = gate.enter(() -> inside.add("fourth"));
    assertThat(inside).containsExactly("first", "third", "fourth");
  }

  @Test
  void shouldWaitTwiceAsLongEachTimeWithinBounds() {
    // Given
    BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1));

    // Then
    for (int bound : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      assertThat(backOff.next())
          .isBetween(Duration.ofMillis(bound * 500L), Duration.ofSeconds(bound));
    }
    backOff.reset();
    assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }
}
