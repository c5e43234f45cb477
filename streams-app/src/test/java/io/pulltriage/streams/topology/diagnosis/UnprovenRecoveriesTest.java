package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnprovenRecoveriesTest {

  private static final Instant T0 = Pods.LONG_AGO;
  private static final int HOUR = 3600;
  private static final String REFUSED =
      "failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized";
  private static final String PRESENT =
      "Container image \"ghcr.io/team/api:1.4.2\" already present on machine";
  private static final PodSnapshot RUNNING = pod(60).running("app", T0.plusSeconds(60)).build();

  @Test
  void shouldGoOnWhileTheContainerRunsFromAnImageThatAnotherPodBrought() {
    PodFinding finding = refused(REFUSED).events(present(60)).shape(RUNNING).finding();

    assertThat(finding.getEndedAt()).isEmpty();
    assertThat(finding.getRunsUnproven()).isTrue();
  }

  @Test
  void shouldEndAfterAnHourAllTheSame() {
    Cases cases = refused(REFUSED).events(present(60)).shape(RUNNING);

    PodFinding finding = cases.at(T0.plusSeconds(60 + HOUR)).finding();

    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
    assertThat(finding.getEndedAt()).contains(T0.plusSeconds(60));
    assertThat(finding.getRunsUnproven()).isFalse();
  }

  @Test
  void shouldEndAfterAnHourThoughTheContainerIsGivenItsImageAgainAndAgain() {
    // Given a container that crashes and is restarted from the same image
    Cases cases = refused(REFUSED).events(present(60)).shape(RUNNING);
    cases.shape(pod(600).crashLooping("app", "Error", 1, 1).build());
    assertThat(pull(cases).getEndedAt()).isEmpty();
    cases.events(
        Events.normal(RUNNING, "Pulled", PRESENT)
            .count(2)
            .since(T0.plusSeconds(60))
            .at(T0.plusSeconds(900))
            .build());
    cases.shape(pod(900).running("app", T0.plusSeconds(900)).build());

    // When
    cases.at(T0.plusSeconds(60 + HOUR));

    // Then
    assertThat(pull(cases).getResolution()).contains(Resolution.RECOVERED);
  }

  @Test
  void shouldRecoverAtOnceWhenThePullSucceeds() {
    PodFinding finding =
        refused(REFUSED)
            .events(
                Events.normal(RUNNING, "Pulled", "Successfully pulled image \"x\" in 1s")
                    .at(T0.plusSeconds(60))
                    .build())
            .shape(RUNNING)
            .finding();

    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
  }

  /** Since Kubernetes 1.35 a kubelet tells whether the pod's own credentials give access. */
  @Test
  void shouldRecoverAtOnceWhenTheKubeletVerifiedTheCredentials() {
    PodFinding finding =
        refused(REFUSED)
            .events(
                Events.normal(RUNNING, "Pulled", PRESENT + " and can be accessed by the pod")
                    .at(T0.plusSeconds(60))
                    .build())
            .shape(RUNNING)
            .finding();

    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
  }

  @Test
  void shouldRecoverAtOnceFromWhatIsNoRefusal() {
    PodFinding finding =
        refused("dial tcp 10.0.0.1:443: i/o timeout").events(present(60)).shape(RUNNING).finding();

    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
  }

  @Test
  void shouldRecoverWhenThePodIsWithdrawnAsWell() {
    PodFinding finding =
        refused(REFUSED)
            .events(present(60))
            .shape(RUNNING)
            .withdrawn(T0.plusSeconds(700))
            .finding();

    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
  }

  private static Cases refused(String why) {
    return Cases.of(pod(0).waiting("app", "ErrImagePull", why).build());
  }

  private static PodFinding pull(Cases cases) {
    return cases.findings().stream()
        .filter(finding -> finding.getPhase() == Phase.PULL)
        .findFirst()
        .orElseThrow();
  }

  private static PodEvent present(int second) {
    return Events.normal(RUNNING, "Pulled", PRESENT).at(T0.plusSeconds(second)).build();
  }

  private static Pods pod(int second) {
    return Pods.started("lab-a", "shop", "api").at(T0.plusSeconds(second)).revision(second);
  }
}
