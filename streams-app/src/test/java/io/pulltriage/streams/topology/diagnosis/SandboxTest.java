package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.PodState;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import io.pulltriage.testkit.Pods;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxTest {

  private static final Instant T0 = Pods.LONG_AGO;
  private static final Pods POD =
      Pods.failing("lab-a", "shop", "api").on("a1").waiting("app", "ContainerCreating", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "failed to get sandbox image \"registry.k8s.io/pause:3.9\": x | registry.k8s.io/pause:3.9",
        "failed pulling image \"k8s.gcr.io/pause:3.2\": Error response | k8s.gcr.io/pause:3.2",
        "Error: \\\"failed to pull image \\\"pause:3.1\\\"\\\" | pause:3.1",
        "initializing source docker://registry.k8s.io/pause:3.9: pinging | registry.k8s.io/pause:3.9",
        "unable to pull pause image | pause"
      })
  void shouldNameTheImageOfTheSandbox(String message, String image) {
    assertThat(only(POD.build(), message).getImage()).isEqualTo(image);
  }

  @Test
  void shouldLastWhileNothingElseHappens() {
    assertThat(only(POD.build(), "x").getEndedAt()).isEmpty();
  }

  @Test
  void shouldHaveRecoveredOnceAContainerRuns() {
    PodSnapshot running =
        Pods.started("lab-a", "shop", "api").running("app", T0.plusSeconds(50)).build();

    Episode episode = only(running, "x");

    assertThat(episode.getResolution()).contains(Resolution.RECOVERED);
    assertThat(episode.getEndedAt()).contains(T0.plusSeconds(50));
  }

  @Test
  void shouldBeDeletedWithAPodThatNeverGotOne() {
    PodSnapshot gone =
        Pods.failing("lab-a", "shop", "api")
            .waiting("app", "ContainerCreating", "")
            .gone(T0.plusSeconds(90))
            .build();

    assertThat(only(gone, "x").getResolution()).contains(Resolution.DELETED);
  }

  /** The pull of the pod's own image fails and is tried again. */
  @Test
  void shouldNotMoveItsEndWhenOtherThingsHappenAgain() {
    Signal.Builder pulling = Signals.of(SignalKind.PULLING, 40);
    Signal again =
        pulling.setAt(T0.plusSeconds(1300)).setTimes(List.of(T0.plusSeconds(1300))).build();

    Episode episode = only(POD.build(), List.of(failure(30, "x"), again));

    assertThat(episode.getEndedAt()).contains(T0.plusSeconds(40));
  }

  @Test
  void shouldBeOneFailureThroughSeveralTexts() {
    Episode episode =
        only(
            POD.build(),
            List.of(
                failure(30, "failed to get sandbox image \"registry.k8s.io/pause:3.9\": x"),
                failure(60, "dial unix /run/crio/crio.sock: no such file or directory")));

    assertThat(episode.getImage()).isEqualTo("registry.k8s.io/pause:3.9");
    assertThat(episode.getSince()).isEqualTo(T0.plusSeconds(30));
    assertThat(episode.getLastFailure()).isEqualTo(T0.plusSeconds(60));
  }

  /** As when a node comes back and makes its sandboxes anew. */
  @Test
  void shouldBeginAnewAfterASandboxWasMade() {
    Episode episode =
        only(
            POD.build(),
            List.of(
                failure(30, "x"), Signals.of(SignalKind.PULLING, 40).build(), failure(900, "y")));

    assertThat(episode.getSince()).isEqualTo(T0.plusSeconds(900));
    assertThat(episode.getEndedAt()).isEmpty();
  }

  private static Episode only(PodSnapshot pod, String message) {
    return only(pod, List.of(failure(30, message)));
  }

  private static Signal failure(int second, String message) {
    return Signals.of(SignalKind.SANDBOX_FAILURE, second)
        .setContainer(null)
        .setMessage(message)
        .build();
  }

  private static Episode only(PodSnapshot pod, List<Signal> signals) {
    PodState state = new PodState(pod, T0, signals, 0L, List.of(), null, T0, List.of());
    List<Episode> episodes = Sandbox.track(new PodView(state, null, null));
    assertThat(episodes).hasSize(1);
    return episodes.get(0);
  }
}
