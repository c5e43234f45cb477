package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalReaderTest {

  private static final PodSnapshot POD =
      Pods.failing("lab-a", "shop", "api").waiting("app", "ContainerCreating", "").build();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "Pulling, Pulling image \"x\", PULLING",
        "Pulled, Successfully pulled image \"x\" in 1s, PULLED",
        "Pulled, Container image \"x\" already present on machine, PRESENT",
        "Pulled, Container image \"x\" already present on machine and can be accessed by the pod, PULLED",
        "Failed, Error: ErrImagePull, PULL_FAILURE",
        "BackOff, Back-off pulling image \"x\", PULL_FAILURE",
        "BackOff, Back-off restarting failed container app in pod api_shop, STARTUP_FAILURE",
        "BackOff, Back-off restarting failed docker container, STARTUP_FAILURE",
        "FailedToRetrieveImagePullSecret, Unable to retrieve some image pull secrets (a); x, PULL_SECRET",
        "FailedCreatePodSandBox, failed to pull image \"pause:3\": dial tcp 1.2.3.4:443: i/o timeout, SANDBOX_FAILURE"
      })
  void shouldTellWhatAnEventIsAbout(String reason, String message, SignalKind kind) {
    assertThat(read(Events.normal(POD, reason, message)).getKind()).isEqualTo(kind);
  }

  @Test
  void shouldReadAnEventAlikeWhateverItsType() {
    String words = "Back-off pulling image \"x\"";

    assertThat(read(Events.warning(POD, "BackOff", words)).getKind())
        .isEqualTo(read(Events.normal(POD, "BackOff", words)).getKind());
  }

  @ParameterizedTest
  @CsvSource({
    "Unhealthy, Liveness probe failed: connection refused",
    "FailedScheduling, 0/3 nodes are available",
    "FailedMount, secret \"certs\" not found",
    "FailedCreatePodSandBox, failed to setup network for sandbox",
    "Killing, Stopping container app"
  })
  void shouldIgnoreWhatIsNeitherAboutAnImageNorAStart(String reason, String message) {
    assertThat(Cases.READER.read(Events.warning(POD, reason, message).build(), List.of()))
        .isEmpty();
  }

  @Test
  void shouldFindTheContainerInTheTextOfOldKubelets() {
    Signal signal =
        read(
            Events.warning(
                    POD,
                    "FailedSync",
                    "Error syncing pod, skipping: failed to \"StartContainer\" for \"web\" with"
                        + " ErrImagePull: \"manifest unknown\"")
                .wholePod());

    assertThat(signal.getContainer()).contains("web");
    assertThat(signal.getCause()).contains(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldCountAnEventAtLeastOnce() {
    assertThat(read(Events.normal(POD, "Pulling", "Pulling image \"x\"").count(0)).getCount())
        .isEqualTo(1);
  }

  @Test
  void shouldTakeOverTheReadingOfAnEventThatSaysTheSameAgain() {
    // Given
    Events event = Events.warning(POD, "Failed", "Failed to pull image \"x\": unauthorized");
    Signal first = read(event);

    // When
    Signal again =
        Cases.READER
            .read(
                event.count(7).at(Pods.LONG_AGO.plusSeconds(90)).build(),
                List.of(Signal.newBuilder(first).setRule("known").build()))
            .orElseThrow();

    // Then
    assertThat(again.getRule()).contains("known");
    assertThat(again.getCause()).isEqualTo(first.getCause());
    assertThat(again.getKind()).isEqualTo(first.getKind());
    assertThat(again.getCount()).isEqualTo(7);
    assertThat(again.getAt()).isEqualTo(Pods.LONG_AGO.plusSeconds(90));
  }

  @Test
  void shouldReadAnEventAnewThatSaysSomethingElse() {
    Events event = Events.warning(POD, "Failed", "Failed to pull image \"x\": unauthorized");
    Signal known = Signal.newBuilder(read(event)).setMessage("other").setRule("known").build();

    assertThat(Cases.READER.read(event.build(), List.of(known)).orElseThrow().getRule())
        .isNotEmpty()
        .isNotEqualTo(known.getRule());
  }

  @Test
  void shouldReadAStateWithAPullsReasonAsAPull() {
    PodSnapshot pod =
        Pods.failing("lab-a", "shop", "api")
            .waiting("app", "ErrImagePull", "exec format error")
            .build();

    Signal state = Cases.READER.waiting(pod.getContainers().get(0), Pods.LONG_AGO).orElseThrow();

    assertThat(state.getKind()).isEqualTo(SignalKind.PULL_FAILURE);
    assertThat(state.getCause()).contains(Cause.UNKNOWN);
  }

  @Test
  void shouldSayNothingOfAContainerOnItsWay() {
    assertThat(Cases.READER.waiting(POD.getContainers().get(0), Pods.LONG_AGO)).isEmpty();
  }

  private static Signal read(Events event) {
    return Cases.READER.read(event.build(), List.of()).orElseThrow();
  }
}
