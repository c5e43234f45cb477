package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.schemas.Cause.NETWORK_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
  void shouldNotWaitForTheEndOfAnIncidentThatEndedLongAgo() {
    // Given
    Contribution before = next(Map.of(), scene(), Map.of(), Scene.NOW);
    Map<String, Instant> ended = Map.of("web ghcr.io/web:1", END);

    // When
    Contribution after = next(Map.of(NODE, before), new Scene(), ended, END.plusSeconds(10));

    // Then
    assertThat(after.getEndedAt()).contains(END);
  }

  @Test
  void shouldEndNowWhenOneOfItsIncidentsFailsForAnotherReason() {
    // Given
    Contribution before = next(Map.of(), scene(), Map.of(), Scene.NOW);
    Scene other = new Scene().fails(Cause.TAG_NOT_FOUND, "api", "ghcr.io/api:1", "n1");

    // When
    Contribution after =
        next(Map.of(NODE, before), other, Map.of("web ghcr.io/web:1", END), END.plusSeconds(10));

    // Then
    assertThat(after.getEndedAt()).contains(END.plusSeconds(10));
  }

  @Test
  void shouldStayProvenOnceFailuresWereTheRule() {
    // Given
    Contribution before = next(Map.of(), scene(), Map.of(), Scene.NOW);
    Map<String, Blame> eased =
        Map.of(NODE, new Blame(OutbreakScope.NODE, "east/n1", failures(), Scene.NOW, 40, 0));

    // When
    Contribution after = next(Map.of(NODE, before), eased);
    Contribution alone = next(Map.of(), eased);

    // Then
    assertThat(before.getProven()).isTrue();
    assertThat(after.getProven()).isTrue();
    assertThat(alone.getProven()).isFalse();
  }

  @Test
  void shouldNotBlameAnImageThatRunsElsewhereForACrashLoop() {
    String scope = "IMAGE/ghcr.io/api:1/CRASH_LOOP";
    Scene crashing = new Scene().fails(Cause.CRASH_LOOP, "api", "ghcr.io/api:1", "n1");

    Contribution none = next(scope, crashing);
    Contribution one = next(scope, crashing.runs(1, "ghcr.io/api:1"));
    Contribution many = next(scope, crashing.runs(9, "ghcr.io/api:1"));

    assertThat(none.getProven()).isTrue();
    assertThat(one.getProven()).isFalse();
    assertThat(many.getProven()).isFalse();
  }

  @Test
  void shouldKeepItsCauseOnceItIsNoLongerYoung() {
    // Given
    Contribution young = next(Map.of(), scene(), Map.of(), Scene.NOW.minusSeconds(170));
    Contribution before = next(Map.of(), scene(), Map.of(), Scene.NOW);
    Scene other =
        new Scene()
            .zone("", "n1", "n2", "n3")
            .pulls(3, "ghcr.io", "n2", "n3")
            .fails(Cause.DNS_FAILURE, "api", "ghcr.io/api:1", "n1")
            .fails(Cause.DNS_FAILURE, "web", "ghcr.io/web:1", "n1");

    // When
    Contribution changed = next(Map.of(NODE, young), other, Map.of(), Scene.NOW.minusSeconds(165));
    Contribution kept = next(Map.of(NODE, before), other, Map.of(), END);

    // Then
    assertThat(changed.getCause()).isEqualTo(Cause.DNS_FAILURE);
    assertThat(kept.getCause()).isEqualTo(NETWORK_TIMEOUT);
  }

  @Test
  void shouldBeginAnewWhenBlamedAgainAfterTheHoldDown() {
    // Given
    Contribution before = next(Map.of(), scene(), Map.of(), Scene.NOW);
    Instant longAgo = Scene.NOW.minusSeconds(180).minus(config.holdDown()).minusSeconds(1);
    Contribution ended = Contribution.newBuilder(before).setEndedAt(longAgo).build();

    // When
    Contribution again = next(Map.of(NODE, ended), scene(), Map.of(), END);

    // Then
    assertThat(again.getOpenedAt()).isEqualTo(END);
    assertThat(again.getOutbreak()).isEmpty();
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

  private static List<Failure> failures() {
    return scene().situation().failures();
  }

  private Contribution next(Map<String, Contribution> known, Map<String, Blame> blames) {
    return Objects.requireNonNull(
        contributions.next(Scene.CLUSTER, known, blames, Set.of(), Map.of(), END).get(NODE));
  }

  private Contribution next(String scope, Scene scene) {
    return Objects.requireNonNull(
        contributions
            .next(Scene.CLUSTER, Map.of(), scene.blames(), Set.of(), Map.of(), Scene.NOW)
            .get(scope));
  }

  private Contribution next(
      Map<String, Contribution> known, Scene scene, Map<String, Instant> ended, Instant now) {
    return Objects.requireNonNull(
        contributions
            .next(
                Scene.CLUSTER,
                known,
                scene.blames(),
                Groups.of(scene.situation().failures(), Failure::id),
                ended,
                now)
            .get(NODE));
  }

  private static Scene scene() {
    return new Scene()
        .zone("", "n1", "n2", "n3")
        .pulls(3, "ghcr.io", "n2", "n3")
        .fails(NETWORK_TIMEOUT, "api", "ghcr.io/api:1", "n1")
        .fails(NETWORK_TIMEOUT, "web", "ghcr.io/web:1", "n1");
  }
}
