package io.pulltriage.streams.topology.diagnosis;

import static io.pulltriage.streams.topology.diagnosis.Shapes.IMAGE;
import static io.pulltriage.streams.topology.diagnosis.Shapes.NOT_FOUND;
import static io.pulltriage.streams.topology.diagnosis.Shapes.T0;
import static io.pulltriage.streams.topology.diagnosis.Shapes.barePod;
import static io.pulltriage.streams.topology.diagnosis.Shapes.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Successor;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a failing pull ends, told as Kubernetes tells it. */
class PullEndingsTest {

  @Test
  void shouldRecoverWhenTheContainerRuns() {
    PodFinding finding =
        Cases.of(waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE)), running(30)).finding();

    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
    assertThat(finding.getEndedAt()).contains(T0.plusSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({
    "CrashLoopBackOff, back-off 10s restarting failed container=app",
    "CreateContainerConfigError, secret \"absent\" not found",
    "CreateContainerError, context deadline exceeded",
    "RunContainerError, context deadline exceeded",
    "PostStartHookError, exit status 1"
  })
  void shouldRecoverWhenTheContainerWaitsForWhatComesAfterThePull(String reason, String message) {
    List<PodFinding> findings =
        Cases.of(
                waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE)),
                waiting(30, reason, message))
            .findings();

    assertThat(findings)
        .filteredOn(finding -> finding.getPhase() == Phase.PULL)
        .singleElement()
        .satisfies(f -> assertThat(f.getResolution()).contains(Resolution.RECOVERED));
  }

  @Test
  void shouldContinueTheSameStretchWithinTheHoldDown() {
    PodFinding finding =
        Cases.of(
                waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE)),
                running(30),
                waiting(80, "ErrImagePull", NOT_FOUND.formatted(IMAGE)))
            .finding();

    assertThat(finding.getSince()).isEqualTo(T0);
    assertThat(finding.getEndedAt()).isEmpty();
    assertThat(finding.getResolution()).isEmpty();
  }

  @Test
  void shouldBeginAnewBeyondTheHoldDown() {
    PodFinding finding =
        Cases.of(
                waiting(0, "ErrImagePull", "dial tcp 10.0.0.1:443: i/o timeout"),
                running(30),
                waiting(3600, "ErrImagePull", NOT_FOUND.formatted(IMAGE)))
            .finding();

    assertThat(finding.getSince()).isEqualTo(T0.plusSeconds(3600));
    assertThat(finding.getCause()).isEqualTo(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldNotTakeTheEndOfAContainerThatNeverRanForARecovery() {
    // Given a pod that is deleted before its image came
    PodFinding finding =
        Cases.of(
                waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE)),
                Shapes.deleting(
                    failing()
                        .at(T0.plusSeconds(20))
                        .revision(20)
                        .terminated("app", "ContainerStatusUnknown", 137)
                        .build()),
                failing()
                    .terminated("app", "ContainerStatusUnknown", 137)
                    .revision(21)
                    .gone(T0.plusSeconds(21))
                    .build())
            .finding();

    assertThat(finding.getPhase()).isEqualTo(Phase.PULL);
    assertThat(finding.getResolution()).contains(Resolution.DELETED);
    assertThat(finding.getEndedAt()).contains(T0.plusSeconds(21));
  }

  @Test
  void shouldBeReplacedByTheImageOfItsSuccessors() {
    PodFinding finding = goneWith(new Successor("app", "ghcr.io/team/api:1.4.3", true, Map.of()));

    assertThat(finding.getResolution()).contains(Resolution.REPLACED);
    assertThat(finding.getReplacedBy()).contains("ghcr.io/team/api:1.4.3");
  }

  @Test
  void shouldBeDeletedWhereItsSuccessorsDoNotRun() {
    assertThat(goneWith(new Successor("app", IMAGE, false, Map.of())).getResolution())
        .contains(Resolution.DELETED);
  }

  /** Its node was lost, or a finalizer holds it: its status will never change. */
  @Test
  void shouldEndWhenItsPodShouldBeGoneForLong() {
    PodSnapshot deleting =
        Shapes.deleting(waiting(120, "ErrImagePull", NOT_FOUND.formatted(IMAGE)));
    Cases cases = Cases.of(waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE)), deleting);

    assertThat(cases.at(T0.plusSeconds(170)).finding().getEndedAt()).isEmpty();
    assertThat(Cases.REDUCER.due(cases.build(), T0.plusSeconds(170))).contains(T0.plusSeconds(180));
    assertThat(cases.at(T0.plusSeconds(180)).finding())
        .satisfies(f -> assertThat(f.getEndedAt()).contains(T0.plusSeconds(120)))
        .satisfies(f -> assertThat(f.getResolution()).contains(Resolution.DELETED));
  }

  @Test
  void shouldTellHowItsWorkloadGoesOnWhenAnOverduePodGoesAtLast() {
    PodSnapshot deleting =
        Shapes.deleting(waiting(120, "ErrImagePull", NOT_FOUND.formatted(IMAGE)));
    PodSnapshot gone =
        PodSnapshot.newBuilder(deleting)
            .setObservedAt(T0.plusSeconds(900))
            .setRevision(900)
            .setGone(
                new PodGone(
                    T0.plusSeconds(900), List.of(new Successor("app", IMAGE, true, Map.of()))))
            .build();

    PodFinding finding = Cases.of(deleting, gone).finding();

    assertThat(finding.getEndedAt()).contains(T0.plusSeconds(120));
    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
  }

  @Test
  void shouldHaveRecoveredWhereItsSuccessorsRunTheSameImage() {
    assertThat(goneWith(new Successor("app", IMAGE, true, Map.of())).getResolution())
        .contains(Resolution.RECOVERED);
  }

  @Test
  void shouldBeDeletedWhereNothingTakesItsPlace() {
    assertThat(goneWith().getResolution()).contains(Resolution.DELETED);
    assertThat(goneWith(new Successor("other", IMAGE, true, Map.of())).getResolution())
        .contains(Resolution.DELETED);
  }

  @Test
  void shouldLearnOfSuccessorsAfterThePodIsGone() {
    Cases cases = Cases.of(waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE)), gone(60));

    cases.shape(
        failing()
            .waiting("app", "ErrImagePull", NOT_FOUND.formatted(IMAGE))
            .revision(99)
            .gone(
                T0.plusSeconds(60), new Successor("app", "ghcr.io/team/api:1.4.3", true, Map.of()))
            .build());

    assertThat(cases.finding().getResolution()).contains(Resolution.REPLACED);
    assertThat(cases.finding().getEndedAt()).contains(T0.plusSeconds(60));
  }

  @Test
  void shouldEndWithAJobThatIsPastItsDeadline() {
    PodFinding finding =
        Cases.of(
                waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE)),
                Shapes.phase(
                    failing()
                        .at(T0.plusSeconds(60))
                        .revision(60)
                        .terminated("app", "ContainerStatusUnknown", 137)
                        .build(),
                    "Failed"))
            .finding();

    assertThat(finding.getResolution()).contains(Resolution.DELETED);
  }

  @Test
  void shouldReplaceTheImageThatWasChangedInPlace() {
    PodFinding[] findings =
        Cases.of(
                waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE)),
                barePod("ghcr.io/team/api:1.4.2", 60).running("app", T0.plusSeconds(60)).build())
            .findings()
            .toArray(PodFinding[]::new);

    assertThat(findings).hasSize(1);
    assertThat(findings[0].getImage().getReference()).isEqualTo(IMAGE);
    assertThat(findings[0].getResolution()).contains(Resolution.REPLACED);
    assertThat(findings[0].getReplacedBy()).contains("ghcr.io/team/api:1.4.2");
  }

  @Test
  void shouldTakeASidecarInTheInitListForRecoveredWhileItRuns() {
    PodSnapshot failing =
        Shapes.typed(
            Pods.failing("lab-a", "shop", "api")
                .waiting("mesh", "ErrImagePull", "dial tcp 10.0.0.1:443: i/o timeout")
                .waiting("app", "PodInitializing", "")
                .build(),
            "mesh",
            ContainerType.INIT_CONTAINER);
    PodSnapshot well =
        Shapes.typed(
            Pods.started("lab-a", "shop", "api")
                .running("mesh", T0.plusSeconds(9))
                .running("app", T0.plusSeconds(10))
                .at(T0.plusSeconds(11))
                .build(),
            "mesh",
            ContainerType.INIT_CONTAINER);

    assertThat(Cases.of(failing, well).finding().getResolution()).contains(Resolution.RECOVERED);
  }

  @Test
  void shouldEndTheSandboxWithAPodThatIsWithdrawnUnseen() {
    PodSnapshot pod =
        Pods.failing("lab-a", "shop", "api")
            .on("a1")
            .waiting("app", "ContainerCreating", "")
            .build();

    PodFinding finding =
        Cases.of(pod)
            .events(
                Events.warning(
                        pod,
                        "FailedCreatePodSandBox",
                        "Failed to create pod sandbox: failed to pull image"
                            + " \"registry.k8s.io/pause:3.9\": dial tcp 1.2.3.4:443: i/o timeout")
                    .wholePod()
                    .build())
            .withdrawn(T0.plusSeconds(60))
            .finding();

    assertThat(finding.getResolution()).contains(Resolution.DELETED);
    assertThat(finding.getEndedAt()).contains(T0.plusSeconds(60));
  }

  private static PodFinding goneWith(Successor... successors) {
    return Cases.of(waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE)), gone(60, successors))
        .finding();
  }

  private static PodSnapshot gone(int second, Successor... successors) {
    return failing()
        .waiting("app", "ErrImagePull", NOT_FOUND.formatted(IMAGE))
        .revision(second)
        .gone(T0.plusSeconds(second), successors)
        .build();
  }

  private static Pods failing() {
    return Pods.failing("lab-a", "shop", "api").image(IMAGE).on("a1");
  }

  private static PodSnapshot running(int second) {
    return barePod(IMAGE, second).running("app", T0.plusSeconds(second)).build();
  }
}
