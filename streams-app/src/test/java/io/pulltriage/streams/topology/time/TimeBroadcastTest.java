package io.pulltriage.streams.topology.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TimeBroadcastTest {

  private final TimeBroadcast<String> broadcast = new TimeBroadcast<>("time"::equals);

  @Test
  void shouldTellTimeToEveryPartition() {
    assertThat(broadcast.partitions("findings", "lab-a", "time", 3)).contains(Set.of(0, 1, 2));
  }

  @Test
  void shouldLeaveEverythingElseToItsKey() {
    assertThat(broadcast.partitions("findings", "lab-a", "finding", 3)).isEmpty();
  }
}
