package io.pulltriage.streams.topology.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods that have their image and do not start, told as Kubernetes tells them. */
class StartupStoriesTest {

  private static final Instant T0 = Pods.LONG_AGO;

  @ParameterizedTest
  @CsvSource({"Error, 1", "Completed, 0", "Error, 137", "Error, 143", "Error, 2"})
  void shouldTakeABackOffForACrashLoopHoweverTheProcessEnded(String reason, int exitCode) {
    PodFinding finding =
        Cases.of(started(0).crashLooping("app", reason, exitCode, 4).build()).finding();

    assertThat(finding.getPhase()).isEqualTo(Phase.STARTUP);
    assertThat(finding.getCause()).isEqualTo(Cause.CRASH_LOOP);
    assertThat(finding.getExitCode()).contains(exitCode);
    assertThat(finding.getOccurrences()).isEqualTo(4);
  }

  @Test
  void shouldSayWhatKillsALoopingContainer() {
    PodFinding finding =
        Cases.of(started(0).crashLooping("app", "OOMKilled", 137, 4).build()).finding();

    assertThat(finding.getCause()).isEqualTo(Cause.OOM_KILLED);
  }

  @Test
  void shouldLeaveAFirstFailureToTheApplication() {
    assertThat(Cases.of(started(9).terminated("app", "Error", 1).build()).findings()).isEmpty();
  }

  @Test
  void shouldLeaveASingleKillForWantOfMemoryToTheKubelet() {
    // Given a container that is killed once and runs again
    List<PodFinding> findings =
        Cases.of(
                started(9).terminated("app", "OOMKilled", 137).build(),
                started(10).running("app", T0.plusSeconds(10)).build())
            .findings();

    assertThat(findings).isEmpty();
  }

  @Test
  void shouldOpenWhenMemoryRunsOutAgain() {
    PodFinding finding =
        Cases.of(
                Shapes.restarted(
                    started(20).terminated("app", "OOMKilled", 137).build(),
                    "app",
                    1,
                    "OOMKilled",
                    137))
            .finding();

    assertThat(finding.getCause()).isEqualTo(Cause.OOM_KILLED);
    assertThat(finding.getEndedAt()).isEmpty();
  }

  @Test
  void shouldOpenForAJobThatRanOutOfMemoryAndIsNotRestarted() {
    PodFinding finding =
        Cases.of(
                Shapes.phase(
                    started(20)
                        .ownedBy("Job", "report")
                        .terminated("app", "OOMKilled", 137)
                        .build(),
                    "Failed"))
            .finding();

    assertThat(finding.getCause()).isEqualTo(Cause.OOM_KILLED);
  }

  @Test
  void shouldLeaveAJobThatFailsToItsOwner() {
    assertThat(
            Cases.of(
                    Shapes.phase(
                        started(20).ownedBy("Job", "report").terminated("app", "Error", 1).build(),
                        "Failed"))
                .findings())
        .isEmpty();
  }

  @Test
  void shouldOpenForARepeatedFailureBeforeTheKubeletBacksOff() {
    PodSnapshot again =
        Shapes.restarted(started(20).terminated("app", "Error", 1).build(), "app", 1, "Error", 1);

    PodFinding finding = Cases.of(again).finding();
    assertThat(finding.getEndedAt()).isEmpty();
    assertThat(finding.getCause()).isEqualTo(Cause.CRASH_LOOP);
    assertThat(finding.getEvidence())
        .singleElement()
        .satisfies(
            evidence ->
                assertThat(evidence.getMessage()).isEqualTo("The process ended with exit code 1."));
  }

  @Test
  void shouldNotTakeFailuresFarApartForALoop() {
    // Given a container that failed once, and again after a day's run
    PodSnapshot again =
        Shapes.restarted(
            started(86_400).terminated("app", "Error", 1).build(), "app", 1, "Error", 1);

    assertThat(
            Cases.of(Shapes.ran(again, "app", T0.plusSeconds(60), T0.plusSeconds(86_400)))
                .findings())
        .isEmpty();
  }

  @Test
  void shouldBeOneStretchThoughTheContainerRunsForMinutesBetweenItsCrashes() {
    // Given a loop whose runs take four minutes
    Cases cases =
        Cases.of(
            Shapes.ran(
                started(240).crashLooping("app", "Error", 1, 3).build(),
                "app",
                T0,
                T0.plusSeconds(240)));

    // When it runs for four minutes and fails again
    cases.shape(restartedAt(300));
    cases.shape(
        Shapes.ran(
            started(540).crashLooping("app", "Error", 1, 4).build(),
            "app",
            T0.plusSeconds(300),
            T0.plusSeconds(540)));

    // Then
    assertThat(cases.finding().getSince()).isEqualTo(T0.plusSeconds(240));
    assertThat(cases.finding().getEndedAt()).isEmpty();
    assertThat(cases.finding().getLastRunMillis()).isEqualTo(240_000);
  }

  @Test
  void shouldNotHoldAnIncidentOpenForAsLongAsAContainerRanWell() {
    // Given a container that was killed twice, the second time after a week
    Duration week = Duration.ofDays(7);
    PodSnapshot killed =
        Shapes.ran(
            started((int) week.toSeconds()).crashLooping("app", "OOMKilled", 137, 2).build(),
            "app",
            T0,
            T0.plus(week));

    PodFinding finding = Cases.of(killed).finding();

    assertThat(Duration.ofMillis(finding.getLastRunMillis()))
        .isLessThanOrEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void shouldBeginAnewAfterARunThatTheKubeletTakesForWell() {
    Cases cases = Cases.of(started(0).crashLooping("app", "Error", 1, 3).build());
    cases.shape(restartedAt(10));

    cases.shape(
        Shapes.ran(
            started(7200).crashLooping("app", "Error", 1, 4).build(),
            "app",
            T0.plusSeconds(10),
            T0.plusSeconds(7200)));

    assertThat(cases.finding().getSince()).isEqualTo(T0.plusSeconds(7200));
  }

  @Test
  void shouldRecoverWhenTheMissingSecretIsCreated() {
    PodFinding finding =
        Cases.of(
                Pods.failing("lab-a", "shop", "api")
                    .waiting("app", "CreateContainerConfigError", "secret \"absent\" not found")
                    .build(),
                started(60).revision(1).running("app", T0.plusSeconds(60)).build())
            .finding();

    assertThat(finding.getPhase()).isEqualTo(Phase.STARTUP);
    assertThat(finding.getCause()).isEqualTo(Cause.CONFIG_ERROR);
    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
    assertThat(finding.getEndedAt()).contains(T0.plusSeconds(60));
  }

  @Test
  void shouldSeeAMissingCommandAtTheFirstAttempt() {
    String message =
        "failed to create containerd task: failed to create shim task: OCI runtime create failed:"
            + " runc create failed: unable to start container process: exec: \"/none\": stat /none:"
            + " no such file or directory: unknown";
    PodSnapshot pod =
        Shapes.said(started(1).terminated("app", "StartError", 128).build(), "app", message);

    assertThat(Cases.of(pod).finding().getCause()).isEqualTo(Cause.COMMAND_NOT_FOUND);
    assertThat(
            Cases.of(started(1).waiting("app", "RunContainerError", message).build())
                .finding()
                .getCause())
        .isEqualTo(Cause.COMMAND_NOT_FOUND);
  }

  @Test
  void shouldNotTakeAPodThatIsBeingDeletedForACrash() {
    PodSnapshot ending =
        Shapes.deleting(
            Shapes.restarted(
                started(20).terminated("app", "Error", 143).build(), "app", 1, "Error", 1));

    assertThat(Cases.of(ending).findings()).isEmpty();
  }

  @Test
  void shouldNotTakeALostContainerForACrash() {
    PodSnapshot lost =
        Shapes.restarted(
            started(20).terminated("app", "ContainerStatusUnknown", 137).build(),
            "app",
            3,
            "ContainerStatusUnknown",
            137);

    assertThat(Cases.of(lost).findings()).isEmpty();
  }

  @Test
  void shouldLetADebuggingSessionEndAsItLikes() {
    PodSnapshot pod =
        Shapes.typed(
            started(20).running("app", T0).terminated("debugger", "OOMKilled", 137).build(),
            "debugger",
            ContainerType.EPHEMERAL_CONTAINER);

    assertThat(Cases.of(pod).findings()).isEmpty();
    assertThat(Cases.of(Shapes.phase(pod, "Failed")).findings()).isEmpty();
  }

  @Test
  void shouldRecoverWhenAnInitContainerIsDone() {
    PodFinding finding =
        Cases.of(
                init(started(0).crashLooping("init", "Error", 1, 2).build()),
                init(started(60).revision(1).terminated("init", "Completed", 0).build()))
            .finding();

    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
  }

  @Test
  void shouldRecoverWhenAContainerIsDoneWhoseOtherContainersRunOn() {
    // Given a pod that is restarted on failure only
    Cases cases =
        Cases.of(
            started(0).running("web", T0).crashLooping("app", "Error", 1, 2).build(),
            started(60).revision(1).running("web", T0).terminated("app", "Completed", 0).build());

    // When it has been well for long enough to be withdrawn
    cases.withdrawn(T0.plusSeconds(660));

    // Then
    assertThat(cases.finding().getResolution()).contains(Resolution.RECOVERED);
  }

  @Test
  void shouldRecoverWhenASecondAttemptOfAJobsContainerSucceeds() {
    PodFinding finding =
        Cases.of(
                started(0).ownedBy("Job", "report").crashLooping("app", "Error", 1, 2).build(),
                Shapes.phase(
                    started(60).revision(1).terminated("app", "Completed", 0).build(), "Succeeded"))
            .finding();

    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
  }

  @Test
  void shouldTellBothPhasesOfAContainerThatIsPulledAtLastAndThenCrashes() {
    List<PodFinding> findings =
        Cases.of(
                Pods.failing("lab-a", "shop", "api")
                    .waiting("app", "ErrImagePull", "dial tcp 10.0.0.1:443: i/o timeout")
                    .build(),
                started(60).revision(1).crashLooping("app", "Error", 1, 2).build())
            .findings();

    assertThat(findings).hasSize(2);
    assertThat(findings.get(0).getPhase()).isEqualTo(Phase.PULL);
    assertThat(findings.get(0).getResolution()).contains(Resolution.RECOVERED);
    assertThat(findings.get(1).getPhase()).isEqualTo(Phase.STARTUP);
    assertThat(findings.get(1).getCause()).isEqualTo(Cause.CRASH_LOOP);
  }

  @Test
  void shouldSuspectTheArchitectureBehindExitCode255() {
    PodSnapshot pod = started(0).on("a1").crashLooping("app", "Error", 255, 3).build();

    PodFinding alone = Cases.of(pod).node(Nodes.ready("lab-a", "a1").build()).finding();
    PodFinding besideOthers =
        Cases.of(pod)
            .node(Nodes.ready("lab-a", "a1").architecture("arm64").build())
            .usage(usage("linux/amd64"))
            .finding();

    assertThat(alone.getCause()).isEqualTo(Cause.CRASH_LOOP);
    assertThat(alone.getAlternatives()).contains(Cause.EXEC_FORMAT);
    assertThat(besideOthers.getCause()).isEqualTo(Cause.EXEC_FORMAT);
    assertThat(besideOthers.getConfidence()).isEqualTo(Confidence.LIKELY);
    assertThat(besideOthers.getRunsOnPlatforms()).containsExactly("linux/amd64");
  }

  @Test
  void shouldBeCertainOfTheArchitectureWhereTheSameImageRunsOnAnother() {
    String message = "exec /usr/local/bin/serve: exec format error";
    PodSnapshot pod =
        Shapes.said(started(1).on("a1").terminated("app", "Error", 1).build(), "app", message);

    PodFinding finding =
        Cases.of(pod)
            .node(Nodes.ready("lab-a", "a1").architecture("arm64").build())
            .usage(usage("linux/amd64"))
            .finding();

    assertThat(finding.getCause()).isEqualTo(Cause.EXEC_FORMAT);
    assertThat(finding.getConfidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.getEvidence())
        .extracting(evidence -> evidence.getMessage())
        .contains(
            "Node a1 is linux/arm64.",
            "The same image runs in 2 containers of this cluster, on b1 (linux/amd64).");
  }

  @Test
  void shouldSayThatTheImageWasThere() {
    PodSnapshot pod = started(60).crashLooping("app", "Error", 1, 3).build();

    PodFinding finding =
        Cases.of(pod)
            .events(
                Events.normal(pod, "Pulled", "Successfully pulled image \"x\" in 1s")
                    .at(T0.plusSeconds(3))
                    .build())
            .finding();

    assertThat(finding.getPulledAt()).contains(T0.plusSeconds(3));
  }

  @Test
  void shouldNotMistakeTheBackOffOfAPullForThatOfARestart() {
    PodSnapshot pod = started(60).crashLooping("app", "Error", 1, 3).build();

    PodFinding finding =
        Cases.of(pod)
            .events(
                Events.normal(pod, "BackOff", "Back-off pulling image \"x\"").build(),
                Events.warning(pod, "BackOff", "Back-off restarting failed container app in pod x")
                    .build())
            .finding();

    assertThat(finding.getPhase()).isEqualTo(Phase.STARTUP);
    assertThat(finding.getEvidence())
        .extracting(evidence -> evidence.getMessage())
        .noneMatch(message -> message.contains("pulling"));
  }

  private static Pods started(int second) {
    return Pods.started("lab-a", "shop", "api").at(T0.plusSeconds(second)).revision(second);
  }

  private static PodSnapshot restartedAt(int second) {
    return Shapes.restarted(
        started(second).running("app", T0.plusSeconds(second)).build(), "app", 4, "Error", 1);
  }

  private static PodSnapshot init(PodSnapshot pod) {
    return Shapes.typed(pod, "init", ContainerType.INIT_CONTAINER);
  }

  private static ImageUsage usage(String platform) {
    return ImageUsage.newBuilder()
        .setCluster("lab-a")
        .setImage(ImageReferences.parse("ghcr.io/team/api:1.4.2"))
        .setRunningContainers(2)
        .setNodes(List.of("b1"))
        .setPlatforms(List.of(platform))
        .setZones(List.of())
        .setObservedAt(T0)
        .build();
  }
}
