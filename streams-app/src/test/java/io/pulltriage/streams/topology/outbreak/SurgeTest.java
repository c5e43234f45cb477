package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.schemas.Cause.NETWORK_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurgeTest {

  private static final String IMAGE = "ghcr.io/team/api:1";

  @Test
  void shouldLeaveOutWhatFailedWhileOthersSucceeded() {
    // Given
    Scene scene =
        new Scene()
            .ago(Duration.ofMinutes(8))
            .fails(NETWORK_TIMEOUT, "old", IMAGE, "n1")
            .ago(Duration.ofMinutes(6))
            .pulls(5, "ghcr.io", "n1")
            .ago(Duration.ofMinutes(2))
            .fails(NETWORK_TIMEOUT, "api", IMAGE, "n1")
            .fails(NETWORK_TIMEOUT, "web", IMAGE, "n1");

    // When
    Optional<Surge> surge = surge(scene);

    // Then
    assertThat(surge).map(Surge::workloads).contains(2);
    assertThat(surge).map(Surge::since).contains(Scene.NOW.minusSeconds(120));
  }

  @Test
  void shouldLeaveOutWhatBeganLongBeforeThoughNothingSucceededSince() {
    // Given
    Scene scene =
        new Scene()
            .ago(Duration.ofHours(3))
            .fails(NETWORK_TIMEOUT, "old", IMAGE, "n1")
            .ago(Duration.ofMinutes(2))
            .fails(NETWORK_TIMEOUT, "api", IMAGE, "n1");

    // Then
    assertThat(surge(scene)).map(Surge::workloads).contains(1);
  }

  @Test
  void shouldBearAFewSuccesses() {
    // Given
    Scene scene = new Scene().pulls(1, "ghcr.io", "n2");
    for (int i = 0; i < 4; i++) {
      scene.fails(NETWORK_TIMEOUT, "api-" + i, IMAGE, "n1");
    }

    // Then
    assertThat(surge(scene)).map(Surge::healthy).contains(1);
    assertThat(surge(scene.pulls(1, "ghcr.io", "n3"))).isEmpty();
  }

  @Test
  void shouldWaitForPullsThatAreUnderWay() {
    Scene scene = new Scene().ago(Duration.ofSeconds(59)).fails(NETWORK_TIMEOUT, "a", IMAGE, "n1");

    assertThat(surge(scene)).isEmpty();
  }

  private static Optional<Surge> surge(Scene scene) {
    Situation situation = scene.situation();
    return Surge.of(
        situation.failures(),
        since -> situation.successes().count(since, pull -> true),
        situation.now(),
        OutbreakConfig.defaults());
  }
}
