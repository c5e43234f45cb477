package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.schemas.Cause.NETWORK_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StandingBlamesTest {

  private static final String A = "ghcr.io/team/api:1";
  private static final String B = "quay.io/team/web:1";

  private final OutbreakConfig config = OutbreakConfig.defaults();
  private final ClusterWeighing weighing = new ClusterWeighing(config);
  private final StandingBlames standing = new StandingBlames(config);
  private final Contributions contributions = new Contributions(config);
  private Map<String, Contribution> known = Map.of();

  @Test
  void shouldNotBlameNodesWhilePodsOfAClusterThatIsReachedAgainStillWait() {
    // Given
    look(cutOff(), Scene.NOW);
    assertThat(known.keySet()).containsExactly("CLUSTER/east/NETWORK");

    // When
    Scene recovering = cutOff().ago(Duration.ZERO).pulls(9, "ghcr.io", "n3", "n4");
    look(recovering, Scene.NOW.plusSeconds(10));

    // Then
    assertThat(known.keySet()).containsExactly("CLUSTER/east/NETWORK");
    Contribution contribution = contribution("CLUSTER/east/NETWORK");
    assertThat(contribution.getEndedAt()).isEmpty();
    assertThat(contribution.getEasedAt()).contains(Scene.NOW.plusSeconds(10));
    assertThat(contribution.getHealthy()).isEqualTo(18);
  }

  @Test
  void shouldBlameTheNodeOnceItsPodsHadTheTimeToTryAgain() {
    // Given
    look(cutOff(), Scene.NOW);
    Scene recovered =
        new Scene()
            .zone("", "n1", "n2", "n3", "n4")
            .fails(NETWORK_TIMEOUT, "api", A, "n1")
            .fails(NETWORK_TIMEOUT, "web", B, "n1")
            .ago(Duration.ZERO)
            .pulls(9, "ghcr.io", "n3", "n4")
            .pulls(9, "quay.io", "n3", "n4");
    look(recovered, Scene.NOW.plusSeconds(10));
    assertThat(known.keySet()).containsExactly("CLUSTER/east/NETWORK");

    // When
    look(recovered, Scene.NOW.plusSeconds(20).plus(config.longestBackOff()));

    // Then
    assertThat(contribution("CLUSTER/east/NETWORK").getEndedAt()).isPresent();
    assertThat(contribution("NODE/east/n1/NETWORK").getEndedAt()).isEmpty();
  }

  /** The others came by images that were present, so that no pull speaks for the registry. */
  @Test
  void shouldNotHoldAnOutbreakOpenForOneWorkloadThatIsNotSeenToTryAgain() {
    // Given
    String registry = "REGISTRY/ghcr.io/NETWORK";
    Scene both =
        new Scene()
            .zone("", "n1", "n2", "n3")
            .fails(NETWORK_TIMEOUT, "api", A, "n1")
            .fails(NETWORK_TIMEOUT, "web", "ghcr.io/team/web:1", "n2");
    Scene one = new Scene().zone("", "n1", "n2", "n3").fails(NETWORK_TIMEOUT, "api", A, "n1");
    look(both, Scene.NOW);
    assertThat(known.keySet()).containsExactly(registry);

    // When
    look(one, Scene.NOW.plus(config.longestBackOff()));
    assertThat(contribution(registry).getEndedAt()).isEmpty();
    look(one, Scene.NOW.plus(config.longestBackOff().multipliedBy(2)).plusSeconds(1));
    look(one, Scene.NOW.plus(config.longestBackOff().multipliedBy(3)).plusSeconds(2));

    // Then
    assertThat(contribution(registry).getEndedAt()).isPresent();
  }

  @Test
  void shouldTakeNodesForTheirZoneAsThePictureWidens() {
    // Given
    Scene scene =
        new Scene()
            .zone("a", "a1", "a2")
            .zone("b", "b1", "b2")
            .pulls(3, "ghcr.io", "b1", "b2")
            .fails(NETWORK_TIMEOUT, "api", A, "a1")
            .fails(NETWORK_TIMEOUT, "web", A, "a1");
    look(scene, Scene.NOW);
    assertThat(known.keySet()).containsExactly("NODE/east/a1/NETWORK");

    // When
    look(scene.fails(NETWORK_TIMEOUT, "cart", A, "a2"), Scene.NOW.plusSeconds(10));

    // Then
    assertThat(contribution("NODE/east/a1/NETWORK").getPartOf()).contains("ZONE/east/a/NETWORK");
    assertThat(contribution("ZONE/east/a/NETWORK").getScope()).isEqualTo(OutbreakScope.ZONE);
  }

  private Contribution contribution(String id) {
    return Objects.requireNonNull(known.get(id));
  }

  private void look(Scene scene, Instant now) {
    Situation situation = scene.situation(now);
    known =
        new TreeMap<>(
            contributions.next(
                Scene.CLUSTER,
                known,
                standing.of(situation, known, weighing.of(situation)),
                Groups.of(situation.failures(), Failure::id),
                Map.of(),
                now));
  }

  private static Scene cutOff() {
    return new Scene()
        .zone("", "n1", "n2", "n3", "n4")
        .fails(NETWORK_TIMEOUT, "api", A, "n1")
        .fails(NETWORK_TIMEOUT, "web", B, "n1")
        .fails(NETWORK_TIMEOUT, "api", A, "n2");
  }
}
