package io.pulltriage.streams.topology.diagnosis;

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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pods that have their image and do not start, told as Kubernetes tells them. */
class StartupStoriesTest {

  private static final Instant T0 = Pods.LONG_AGO;

  @Test
  void shouldSayWhatKillsALoopingContainer() {
    PodFinding finding =
        Cases.of(started(0).crashLooping("app", "OOMKilled", 137, 4).build()).finding();

    assertThat(finding.getCause()).isEqualTo(Cause.OOM_KILLED);
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
