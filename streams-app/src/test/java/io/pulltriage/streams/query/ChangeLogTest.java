package io.pulltriage.streams.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ChangeLogTest {

  private static final int BUFFER = 3;

  private final ChangeLog log =
      new ChangeLog(
          new ReadTopics("t", List.of(new TopicPartition("a", 0), new TopicPartition("a", 1)), 2),
          4);

  @Test
  void shouldGoOnAfterTheLastChangeThatWasHeardInEachPartition() throws InterruptedException {
    add("a", 0, 5);
    Subscription first = log.subscribe(Optional.empty(), BUFFER);
    add("b", 1, 0);
    assertThat(first.next(Duration.ZERO)).isNotNull();
    String position = first.position();
    add("c", 0, 6);
    add("d", 1, 1);

    Subscription again = log.subscribe(Optional.of(position), BUFFER);

    assertThat(again.isResumed()).isTrue();
    assertThat(ids(again)).containsExactly("c", "d");
    assertThat(log.subscribe(Optional.of(again.position()), BUFFER).isIdle()).isTrue();
  }

  @Test
  void shouldNotPretendToGoOnWhereItHasForgotten() {
    String position = log.subscribe(Optional.empty(), BUFFER).position();
    for (int i = 0; i < 5; i++) {
      add("x", 0, i);
    }
    assertThat(log.subscribe(Optional.of(position), BUFFER).isResumed()).isFalse();
    assertThat(log.subscribe(Optional.of("t.zz.0"), BUFFER).isResumed())
        .as("of the future")
        .isFalse();
    assertThat(log.subscribe(Optional.of("u.3.0"), BUFFER).isResumed())
        .as("other topics")
        .isFalse();
  }

  @Test
  void shouldLeaveTheSlowBehind() throws InterruptedException {
    Subscription slow = log.subscribe(Optional.empty(), BUFFER);
    for (int i = 0; i < 4; i++) {
      add("x", 0, i);
    }
    assertThat(slow.isOver()).isTrue();
    assertThat(slow.next(Duration.ZERO)).isNull();
  }

  private void add(String id, int partition, long offset) {
    log.add(new Change(Change.Kind.INCIDENT, id, null, partition, offset));
  }

  private static List<String> ids(Subscription subscription) throws InterruptedException {
    List<String> ids = new ArrayList<>();
    while (!subscription.isIdle()) {
      ids.add(requireNonNull(subscription.next(Duration.ZERO)).id());
    }
    return ids;
  }
}
