package io.pulltriage.streams.topology.diagnosis;

import static io.pulltriage.streams.topology.diagnosis.Shapes.BACK_OFF;
import static io.pulltriage.streams.topology.diagnosis.Shapes.IMAGE;
import static io.pulltriage.streams.topology.diagnosis.Shapes.NOT_FOUND;
import static io.pulltriage.streams.topology.diagnosis.Shapes.T0;
import static io.pulltriage.streams.topology.diagnosis.Shapes.failed;
import static io.pulltriage.streams.topology.diagnosis.Shapes.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Workload;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What events add to the status of pods whose image does not come. */
class EventStoriesTest {

  @Test
  void shouldNotOpenForAnEventAloneThatTheStatusDoesNotBearOut() {
    PodSnapshot pod = Pods.started("lab-a", "shop", "api").running("app", T0).build();

    assertThat(Cases.of(pod).events(failed(pod, NOT_FOUND.formatted(IMAGE))).findings()).isEmpty();
  }

  @Test
  void shouldReadOldEventsThatNameNoContainer() {
    PodSnapshot pod = waiting(0, "ImagePullBackOff", BACK_OFF);
    PodEvent event =
        Events.warning(
                pod,
                "FailedSync",
                "Error syncing pod, skipping: failed to \"StartContainer\" for \"app\" with"
                    + " ErrImagePull: \"manifest unknown\"")
            .wholePod()
            .build();

    assertThat(Cases.of(pod).events(event).finding().getCause()).isEqualTo(Cause.TAG_NOT_FOUND);
  }

  /** client-go's spam filter lets back-offs through for hours, and the cause once. */
  @Test
  void shouldReadTheCauseFromBeforeAnybodyLooked() {
    PodSnapshot pod = waiting(0, "ImagePullBackOff", BACK_OFF);

    PodFinding finding = Cases.of(pod).events(old(pod)).at(T0).finding();

    assertThat(finding.getCause()).isEqualTo(Cause.TAG_NOT_FOUND);
    assertThat(finding.getEndedAt()).isEmpty();
  }

  /** Then the old event is of a failure that was over. */
  @ParameterizedTest
  @ValueSource(strings = {"Pulled", "run"})
  void shouldNotReadTheCauseFromBeforeTheImageCame(String proof) {
    PodSnapshot pod = waiting(0, "ImagePullBackOff", BACK_OFF);
    Cases cases = Cases.of(pod).events(old(pod));
    if (proof.equals("Pulled")) {
      cases.events(
          Events.normal(pod, "Pulled", "Successfully pulled image \"" + IMAGE + "\" in 2s")
              .at(T0.minusSeconds(900))
              .build());
    } else {
      cases.shape(
          Shapes.ran(
              Shapes.restarted(waiting(1, "ImagePullBackOff", BACK_OFF), "app", 1, "Completed", 0),
              "app",
              T0.minusSeconds(900),
              T0.minusSeconds(100)));
    }

    assertThat(cases.at(T0.plusSeconds(1)).finding().getCause()).isEqualTo(Cause.NO_DETAIL);
  }

  private static PodEvent old(PodSnapshot pod) {
    return Events.warning(
            pod, "Failed", "Failed to pull image \"" + IMAGE + "\": " + NOT_FOUND.formatted(IMAGE))
        .since(T0.minusSeconds(3600))
        .at(T0.minusSeconds(1800))
        .build();
  }

  @Test
  void shouldCountAttemptsAndNotTheirEchoes() {
    PodSnapshot pod = waiting(0, "ImagePullBackOff", BACK_OFF);
    PodFinding finding =
        Cases.of(pod)
            .events(
                Events.warning(pod, "Failed", "Failed to pull image: " + NOT_FOUND.formatted(IMAGE))
                    .count(4)
                    .build(),
                Events.warning(pod, "Failed", "Error: ErrImagePull").count(4).build(),
                Events.normal(pod, "BackOff", BACK_OFF).count(40).build())
            .finding();

    assertThat(finding.getOccurrences()).isEqualTo(4);
  }

  @Test
  void shouldNameTheSandboxAsItsNodesTrouble() {
    PodSnapshot pod =
        Pods.failing("lab-a", "shop", "api")
            .on("a1")
            .waiting("app", "ContainerCreating", "")
            .build();
    Cases cases =
        Cases.of(pod)
            .events(
                Events.warning(
                        pod,
                        "FailedCreatePodSandBox",
                        "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to"
                            + " get sandbox image \"registry.k8s.io/pause:3.9\": failed to pull"
                            + " image \"registry.k8s.io/pause:3.9\": dial tcp 1.2.3.4:443: i/o"
                            + " timeout")
                    .wholePod()
                    .build());

    PodFinding finding = cases.finding();
    assertThat(finding.getWorkload()).isEqualTo(new Workload("Node", "a1"));
    assertThat(finding.getNamespace()).isEmpty();
    assertThat(finding.getImage().getReference()).isEqualTo("registry.k8s.io/pause:3.9");
    assertThat(finding.getCause()).isEqualTo(Cause.NETWORK_TIMEOUT);

    // When the pod gets its sandbox after all
    cases.events(
        Events.normal(pod, "Pulling", "Pulling image \"x\"").at(T0.plusSeconds(99)).build());

    // Then
    assertThat(cases.finding().getResolution()).contains(Resolution.RECOVERED);
    assertThat(cases.finding().getEndedAt()).contains(T0.plusSeconds(99));
  }

  @Test
  void shouldSayNothingOfAPodOfWhichOnlyEventsWereSeen() {
    PodSnapshot pod = waiting(0, "ErrImagePull", "x");

    assertThat(Cases.open().events(failed(pod, NOT_FOUND.formatted(IMAGE))).findings()).isEmpty();
  }
}
