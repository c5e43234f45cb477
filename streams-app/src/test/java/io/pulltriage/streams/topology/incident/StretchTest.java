package io.pulltriage.streams.topology.incident;

import static io.pulltriage.streams.topology.incident.Finds.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.PodFinding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchTest {

  private static final Duration HOLD_DOWN = Duration.ofSeconds(60);

  @Test
  void shouldHoldTogetherPodsThatFailAtTheSameTime() {
    Stretch stretch = newest(recovered(1, 0, 500), failing(2, 100), recovered(3, 200, 300));

    assertThat(uids(stretch.findings())).containsExactly("uid-1", "uid-2", "uid-3");
    assertThat(uids(stretch.failing())).containsExactly("uid-2");
    assertThat(stretch.earlier()).isEmpty();
    assertThat(stretch.settledAt(HOLD_DOWN)).isEmpty();
  }

  @Test
  void shouldHoldTogetherWhatFailsAgainWithinTheHoldDown() {
    Stretch stretch = newest(recovered(1, 0, 10), failing(2, 70));

    assertThat(uids(stretch.findings())).containsExactly("uid-1", "uid-2");
  }

  @Test
  void shouldBeginAnewBeyondTheHoldDown() {
    Stretch stretch = newest(recovered(1, 0, 10), failing(2, 71));

    assertThat(uids(stretch.findings())).containsExactly("uid-2");
    assertThat(uids(stretch.earlier())).containsExactly("uid-1");
  }

  @Test
  void shouldBeSettledAHoldDownAfterTheLastEnd() {
    assertThat(newest(recovered(1, 0, 10), recovered(2, 5, 30)).settledAt(HOLD_DOWN))
        .contains(T0.plusSeconds(90));
  }

  @Test
  void shouldWaitForARunLongerThanTheOneThatFailed() {
    PodFinding looping =
        PodFinding.newBuilder(recovered(1, 0, 10)).setLastRunMillis(240_000).build();

    assertThat(newest(looping).settledAt(HOLD_DOWN)).contains(T0.plusSeconds(10 + 60 + 240));
    assertThat(uids(newest(looping, failing(2, 300)).findings())).containsExactly("uid-1", "uid-2");
  }

  private static Stretch newest(PodFinding... findings) {
    return Stretch.newest(List.of(findings), HOLD_DOWN);
  }

  private static PodFinding failing(int pod, int since) {
    return Finds.failing(pod, since).build();
  }

  private static PodFinding recovered(int pod, int since, int end) {
    return Finds.ended(pod, since, end, Resolution.RECOVERED).build();
  }

  private static List<String> uids(List<PodFinding> findings) {
    return findings.stream().map(PodFinding::getPodUid).toList();
  }
}
