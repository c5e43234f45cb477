package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import io.pulltriage.testkit.Pods;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcernTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "team/api:1.4.2, Failed to pull image \"team/api:1.4.2\": x",
        "team/api:1.4.2, image docker.io/team/api:1.4.2: not found",
        "team/api:1.4.2, no such image team/api:1.4.2.",
        "nginx, Back-off pulling image \"nginx\"",
        "nginx, failed to resolve docker.io/library/nginx:latest: not found",
        "team/api:1.4.2, team/api:1.4.22 is not team/api:1.4.2"
      })
  void shouldFindAnImageInAText(String image, String text) {
    assertThat(Concern.isNamed(image, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "team/api:1.4.2, Failed to pull image \"team/api:1.4.22\": x",
        "team/api:1.4.2, Failed to pull image \"team/api:1.4.2-alpine\": x",
        "team/api:1.4, Failed to pull image \"team/api:1.4.2\": x",
        "nginx, Failed to pull image \"nginx:1.27\": x",
        "nginx, Failed to pull image \"nginx@sha256:0a\": x",
        "nginx, Failed to pull image \"my-nginx\": x",
        "``, Failed to pull image \"nginx\": x"
      })
  void shouldNotTakeALongerNameForTheImage(String image, String text) {
    assertThat(Concern.isNamed(image, text)).isFalse();
  }

  @Test
  void shouldTakeAnEventWithoutContainerForTheOnlyOne() {
    Signal signal = Signals.of(SignalKind.PULL_FAILURE, 0).setContainer(null).build();
    PodSnapshot one =
        Pods.failing("lab-a", "shop", "api").waiting("app", "ErrImagePull", "").build();
    PodSnapshot two =
        Pods.failing("lab-a", "shop", "api")
            .waiting("app", "ErrImagePull", "")
            .waiting("web", "ErrImagePull", "")
            .build();

    assertThat(Concern.with(signal, Optional.of(one), "app", Signals.IMAGE)).isTrue();
    assertThat(Concern.with(signal, Optional.of(two), "app", Signals.IMAGE)).isFalse();
    assertThat(Concern.with(signal, Optional.empty(), "app", Signals.IMAGE)).isFalse();
  }

  @Test
  void shouldGoByTheContainerThatAnEventNames() {
    Signal signal =
        Signals.of(SignalKind.PULL_FAILURE, 0)
            .setContainer("web")
            .setMessage("about " + Signals.IMAGE)
            .build();

    assertThat(Concern.with(signal, Optional.empty(), "web", "another")).isTrue();
    assertThat(Concern.with(signal, Optional.empty(), "app", Signals.IMAGE)).isFalse();
  }
}
