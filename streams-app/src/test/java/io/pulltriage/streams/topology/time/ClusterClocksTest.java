package io.pulltriage.streams.topology.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.internal.ClusterClock;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.TimeMode;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class ClusterClocksTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  /** This machine's clock is another one than the clusters'. */
  private Instant machine = Instant.parse("2026-03-04T00:00:00Z");

  private final KeyValueStore<String, ClusterClock> store =
      TimeStores.open("clocks", InternalSerdes.of(ClusterClock.class));

  @Test
  void shouldKnowNoTimeBeforeAnythingWasTold() {
    ClusterClocks clocks = clocks(1, TimeMode.LIVE);
    pass(Duration.ofHours(1));

    assertThat(clocks.now("lab-a")).isEqualTo(Instant.EPOCH);
    assertThat(clocks.clusters()).isEmpty();
  }

  @Test
  void shouldBeAsFarAsThePartitionFurthestBehind() {
    ClusterClocks clocks = clocks(2, TimeMode.RECORDED);

    assertThat(clocks.advance("lab-a", 0, NOON.plusSeconds(30))).isFalse();
    assertThat(clocks.now("lab-a")).isEqualTo(Instant.EPOCH);
    assertThat(clocks.advance("lab-a", 1, NOON)).isTrue();
    assertThat(clocks.now("lab-a")).isEqualTo(NOON);
    assertThat(clocks.advance("lab-a", 1, NOON.plusSeconds(60))).isTrue();
    assertThat(clocks.now("lab-a")).isEqualTo(NOON.plusSeconds(30));
  }

  @Test
  void shouldNotGoBackWhenATimeIsToldAgain() {
    ClusterClocks clocks = clocks(1, TimeMode.RECORDED);
    clocks.advance("lab-a", 0, NOON);

    assertThat(clocks.advance("lab-a", 0, NOON.minusSeconds(5))).isFalse();
    assertThat(clocks.advance("lab-a", 0, NOON)).as("facts may have come late").isTrue();
    assertThat(clocks.now("lab-a")).isEqualTo(NOON);
  }

  @Test
  void shouldKeepClustersApart() {
    ClusterClocks clocks = clocks(1, TimeMode.RECORDED);
    clocks.advance("lab-a", 0, NOON);
    clocks.advance("lab-b", 0, NOON.plusSeconds(9));

    assertThat(clocks.now("lab-a")).isEqualTo(NOON);
    assertThat(clocks.now("lab-b")).isEqualTo(NOON.plusSeconds(9));
    assertThat(clocks.clusters()).containsExactly("lab-a", "lab-b");
  }

  @Test
  void shouldStandStillInSilenceWhenRecorded() {
    ClusterClocks clocks = clocks(1, TimeMode.RECORDED);
    clocks.advance("lab-a", 0, NOON);
    pass(Duration.ofHours(1));

    assertThat(clocks.now("lab-a")).isEqualTo(NOON);
  }

  @Test
  void shouldGoOnInSilenceWhenLive() {
    ClusterClocks clocks = clocks(1, TimeMode.LIVE);
    clocks.advance("lab-a", 0, NOON);
    pass(Duration.ofSeconds(61));

    assertThat(clocks.now("lab-a")).isEqualTo(NOON.plusSeconds(61));
    assertThat(clocks.reached("lab-a")).isEqualTo(NOON);
  }

  @Test
  void shouldNotGoBackWhenATimeArrivesLate() {
    // Given a time that took no time to arrive, and a minute of silence
    ClusterClocks clocks = clocks(1, TimeMode.LIVE);
    clocks.advance("lab-a", 0, NOON);
    pass(Duration.ofSeconds(12));
    Instant before = clocks.now("lab-a");

    // When the next is two seconds on its way
    clocks.advance("lab-a", 0, NOON.plusSeconds(10));

    // Then what was settled by then stays settled
    assertThat(clocks.now("lab-a")).isEqualTo(before);
    pass(Duration.ofSeconds(3));
    assertThat(clocks.now("lab-a")).isEqualTo(before.plusSeconds(3));
  }

  @Test
  void shouldCatchUpWithATimeThatIsAheadOfItsGuess() {
    ClusterClocks clocks = clocks(1, TimeMode.LIVE);
    clocks.advance("lab-a", 0, NOON);
    pass(Duration.ofSeconds(5));

    clocks.advance("lab-a", 0, NOON.plusSeconds(3600));

    assertThat(clocks.now("lab-a")).isEqualTo(NOON.plusSeconds(3600));
  }

  @Test
  void shouldNotBeMovedByAMachineClockThatIsSetBack() {
    ClusterClocks clocks = clocks(1, TimeMode.LIVE);
    clocks.advance("lab-a", 0, NOON);
    machine = machine.minusSeconds(3600);

    assertThat(clocks.now("lab-a")).isEqualTo(NOON);
  }

  @Test
  void shouldRememberHowFarItCameAfterARestart() {
    clocks(1, TimeMode.LIVE).advance("lab-a", 0, NOON);
    pass(Duration.ofHours(2));

    ClusterClocks restarted = clocks(1, TimeMode.LIVE);
    pass(Duration.ofSeconds(4));

    assertThat(restarted.now("lab-a")).isEqualTo(NOON.plusSeconds(4));
  }

  private ClusterClocks clocks(int sources, TimeMode mode) {
    return new ClusterClocks(store, sources, mode, () -> machine);
  }

  private void pass(Duration time) {
    machine = machine.plus(time);
  }
}
