package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.schemas.Cause.NETWORK_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ContributionsTest {

  private static final String NODE = "NODE/east/n1/NETWORK";
  private static final Instant END = Scene.NOW.plusSeconds(5);

  private final OutbreakConfig config = OutbreakConfig.defaults();
  private final Contributions contributions = new Contributions(config);

  @Test
  void shouldBeginWithABlame() {
    Contribution contribution = next(Map.of(), scene(), Map.of(), Scene.NOW);

    assertThat(contribution.getFailingPods()).isEqualTo(2);
    assertThat(contribution.getWorkloads()).isEqualTo(2);
    assertThat(contribution.getNodes()).containsExactly("east/n1");
    assertThat(contribution.getIncidents()).isEqualTo(2);
    assertThat(contribution.getEndedAt()).isEmpty();
  }

  @Test
  void shouldRememberWhatItReachedWhileItShrinks() {
    // Given
    Contribution before =
        next(
            Map.of(),
            scene().fails(NETWORK_TIMEOUT, "pay", "ghcr.io/pay:1", "n1"),
            Map.of(),
            Scene.NOW);

    // When
    Contribution after = next(Map.of(NODE, before), scene(), Map.of(), END);

    // Then
    assertThat(after.getFailingPods()).isEqualTo(2);
    assertThat(after.getIncidents()).isEqualTo(3);
    assertThat(after.getWorkloads()).isEqualTo(3);
  }

  @Test
  void shouldEndWhenTheLastOfItsIncidentsDid() {
    // Given
    Contribution before = next(Map.of(), scene(), Map.of(), Scene.NOW);
    Map<String, Instant> ended =
        Map.of("api ghcr.io/api:1", END.minusSeconds(3), "web ghcr.io/web:1", END);

    // When
    Contribution after = next(Map.of(NODE, before), new Scene(), ended, END.plusSeconds(10));

    // Then
    assertThat(after.getEndedAt()).contains(END);
    assertThat(after.getFailingPods()).isZero();
    assertThat(after.getSettled()).isFalse();
  }

  @Test
  void shouldSettleAfterTheHoldDownAndBeWithdrawnAfterTheRetention() {
    // Given
    Contribution before = next(Map.of(), scene(), Map.of(), Scene.NOW);
    Contribution ended = next(Map.of(NODE, before), new Scene(), Map.of(), END);

    // When
    Contribution settled =
        next(Map.of(NODE, ended), new Scene(), Map.of(), END.plus(config.holdDown()));
    Contribution withdrawn =
        next(Map.of(NODE, settled), new Scene(), Map.of(), END.plus(config.retention()));

    // Then
    assertThat(settled.getSettled()).isTrue();
    assertThat(settled.getWithdrawn()).isFalse();
    assertThat(withdrawn.getWithdrawn()).isTrue();
  }

  @Test
  void shouldGoOnWhenBlamedAgainWithinTheHoldDown() {
    // Given
    Contribution before = next(Map.of(), scene(), Map.of(), Scene.NOW);
    Contribution ended = next(Map.of(NODE, before), new Scene(), Map.of(), END);

    // When
    Contribution again = next(Map.of(NODE, ended), scene(), Map.of(), END.plusSeconds(10));

    // Then
    assertThat(again.getEndedAt()).isEmpty();
    assertThat(again.getSince()).isEqualTo(before.getSince());
  }

  private Contribution next(
      Map<String, Contribution> known, Scene scene, Map<String, Instant> ended, Instant now) {
    return Objects.requireNonNull(
        contributions.next(Scene.CLUSTER, known, scene.blames(), ended, now).get(NODE));
  }

  private static Scene scene() {
    return new Scene()
        .zone("", "n1", "n2", "n3")
        .pulls(3, "ghcr.io", "n2", "n3")
        .fails(NETWORK_TIMEOUT, "api", "ghcr.io/api:1", "n1")
        .fails(NETWORK_TIMEOUT, "web", "ghcr.io/web:1", "n1");
  }
}
