package io.pulltriage.streams.topology.incident;

import static io.pulltriage.streams.topology.incident.Finds.T0;
import static io.pulltriage.streams.topology.incident.Finds.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.PodFinding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndingTest {

  @Test
  void shouldBeAsTheLastPodEnded() {
    assertThat(
            of(
                ended(1, 0, 10, Resolution.RECOVERED),
                ended(2, 0, 500, Resolution.REPLACED).setReplacedBy("next:2")))
        .isEqualTo(new Ending(T0.plusSeconds(500), Resolution.REPLACED, Optional.of("next:2")));
  }

  @Test
  void shouldBeARecoveryWhereOnePodOfThoseThatEndedTogetherRecovered() {
    Ending ending =
        of(ended(1, 0, 480, Resolution.RECOVERED), ended(2, 0, 500, Resolution.DELETED));

    assertThat(ending.resolution()).isEqualTo(Resolution.RECOVERED);
    assertThat(ending.at()).isEqualTo(T0.plusSeconds(500));
  }

  @Test
  void shouldBeAReplacementRatherThanADeletion() {
    assertThat(
            of(
                    ended(1, 0, 500, Resolution.DELETED),
                    ended(2, 0, 490, Resolution.REPLACED).setReplacedBy("next:2"))
                .replacedBy())
        .contains("next:2");
  }

  @Test
  void shouldNotLearnMuchFromAPodWhoseSuccessorAsksForTheSameImage() {
    // Given a pod that was deleted by hand, and one in its place that went with its workload
    Ending ending =
        of(
            ended(1, 0, 490, Resolution.RECOVERED).setReplacedBy("ghcr.io/team/api:1.4.2"),
            ended(2, 0, 500, Resolution.DELETED));

    assertThat(ending.resolution()).isEqualTo(Resolution.DELETED);
    assertThat(ending.replacedBy()).isEmpty();
  }

  @Test
  void shouldHaveRecoveredWhereOnlySuccessorsAreLeft() {
    Ending ending =
        of(ended(1, 0, 490, Resolution.RECOVERED).setReplacedBy("ghcr.io/team/api:1.4.2"));

    assertThat(ending.resolution()).isEqualTo(Resolution.RECOVERED);
    assertThat(ending.replacedBy()).isEmpty();
  }

  private static Ending of(PodFinding.Builder... findings) {
    return Ending.of(
        List.of(findings).stream().map(PodFinding.Builder::build).toList(), Duration.ofSeconds(60));
  }
}
