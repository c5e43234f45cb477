package io.pulltriage.streams.topology.diagnosis;

import static io.pulltriage.streams.topology.diagnosis.Shapes.IMAGE;
import static io.pulltriage.streams.topology.diagnosis.Shapes.T0;
import static io.pulltriage.streams.topology.diagnosis.Shapes.barePod;
import static io.pulltriage.streams.topology.diagnosis.Shapes.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.internal.PodFinding;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Causes of the pull that show only when the runtime creates or starts the container. */
class FailuresAfterPullTest {

  private static final String NO_SPACE =
      "failed to create containerd task: failed to create shim task: mkdir /run/containerd/t:"
          + " no space left on device: unknown";

  @ParameterizedTest
  @CsvSource({
    "StartError, 'failed to create containerd task: mkdir /run/t: no space left on device', DISK_FULL",
    "StartError, 'hcs::CreateComputeSystem app: The container operating system does not match the host operating system.', PLATFORM_MISMATCH",
    "ContainerCannotRun, 'CreateComputeSystem app: The container operating system does not match the host operating system.', PLATFORM_MISMATCH"
  })
  void shouldBeOneOpenPullIncidentThroughEveryRetry(String ended, String message, Cause cause) {
    PodFinding finding =
        Cases.of(
                ended(waiting(10, "RunContainerError", message), ended, message, 10),
                ended(
                    waiting(11, "CrashLoopBackOff", "back-off 10s restarting"), ended, message, 10),
                ended(waiting(26, "RunContainerError", message), ended, message, 26),
                ended(
                    waiting(27, "CrashLoopBackOff", "back-off 20s restarting"), ended, message, 26))
            .finding();

    assertThat(finding.getPhase()).isEqualTo(Phase.PULL);
    assertThat(finding.getCause()).isEqualTo(cause);
    assertThat(finding.getSince()).isEqualTo(T0.plusSeconds(10));
    assertThat(finding.getEndedAt()).isEmpty();
  }

  /** The first look at a pod may be between two tries. */
  @Test
  void shouldReadItFromTheLastTerminationAlone() {
    PodFinding finding =
        Cases.of(ended(waiting(40, "CrashLoopBackOff", "back-off 40s"), "StartError", NO_SPACE, 30))
            .finding();

    assertThat(finding.getPhase()).isEqualTo(Phase.PULL);
    assertThat(finding.getCause()).isEqualTo(Cause.DISK_FULL);
  }

  /** A runtime that could not make a container leaves no termination behind. */
  @Test
  void shouldGoOnWhileTheContainerCannotBeCreated() {
    PodFinding finding =
        Cases.of(
                waiting(10, "CreateContainerError", "mkdir /var/lib/c: no space left on device"),
                waiting(40, "CreateContainerError", "context deadline exceeded"))
            .finding();

    assertThat(finding.getPhase()).isEqualTo(Phase.PULL);
    assertThat(finding.getEndedAt()).isEmpty();
  }

  @Test
  void shouldEndWhenTheContainerRuns() {
    PodFinding finding =
        Cases.of(
                ended(waiting(10, "RunContainerError", NO_SPACE), "StartError", NO_SPACE, 10),
                ended(
                    barePod(IMAGE, 60).running("app", T0.plusSeconds(55)).build(),
                    "StartError",
                    NO_SPACE,
                    26))
            .finding();

    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
    assertThat(finding.getEndedAt()).contains(T0.plusSeconds(55));
  }

  @Test
  void shouldEndWhenTheContainerHasRun() {
    Cases cases =
        Cases.of(
            ended(waiting(10, "RunContainerError", NO_SPACE), "StartError", NO_SPACE, 10),
            ran(waiting(60, "CrashLoopBackOff", "back-off 10s restarting"), 40, 50));

    assertThat(cases.findings())
        .filteredOn(finding -> finding.getPhase() == Phase.PULL)
        .singleElement()
        .satisfies(finding -> assertThat(finding.getResolution()).contains(Resolution.RECOVERED));
    assertThat(cases.findings())
        .filteredOn(finding -> finding.getPhase() == Phase.STARTUP)
        .singleElement()
        .satisfies(finding -> assertThat(finding.getCause()).isEqualTo(Cause.CRASH_LOOP));
  }

  @Test
  void shouldEndWhenTheRuntimeComesToTheContainersCommand() {
    String absent =
        "failed to create containerd task: exec: \"/run\": stat /run: no such file or directory";
    Cases cases =
        Cases.of(
            ended(waiting(10, "RunContainerError", NO_SPACE), "StartError", NO_SPACE, 10),
            ended(waiting(60, "RunContainerError", absent), "StartError", absent, 60));

    assertThat(cases.findings())
        .filteredOn(finding -> finding.getEndedAt().isEmpty())
        .singleElement()
        .satisfies(f -> assertThat(f.getCause()).isEqualTo(Cause.COMMAND_NOT_FOUND));
  }

  /** As a Job's that is not to be restarted. */
  @Test
  void shouldStayOpenInAPodThatEndedByIt() {
    PodSnapshot pod =
        Shapes.phase(
            Shapes.said(
                barePod(IMAGE, 10).terminated("app", "StartError", 128).build(), "app", NO_SPACE),
            "Failed");

    PodFinding finding = Cases.of(pod).finding();

    assertThat(finding.getPhase()).isEqualTo(Phase.PULL);
    assertThat(finding.getEndedAt()).isEmpty();
  }

  /** A build tool in a container may fail to pull, or fill a disk of its own. */
  @Test
  void shouldNotTakeTheLastWordsOfAProcessForTheRuntimes() {
    PodFinding finding =
        Cases.of(ended(waiting(40, "CrashLoopBackOff", "back-off 40s"), "Error", NO_SPACE, 30))
            .finding();

    assertThat(finding.getPhase()).isEqualTo(Phase.STARTUP);
  }

  /** One run that a status tells of in both places is no second failure. */
  @Test
  void shouldNotTakeTheSameRunForTwo() {
    PodSnapshot pod = barePod(IMAGE, 10).terminated("app", "Error", 1).build();
    Termination run = pod.getContainers().get(0).getTerminated().orElseThrow();

    PodSnapshot twice =
        Shapes.with(pod, "app", container -> container.setLastTermination(run).setRestartCount(8));

    assertThat(Cases.of(twice).findings()).isEmpty();
  }

  private static PodSnapshot ended(PodSnapshot pod, String reason, String message, int second) {
    Termination end =
        Termination.newBuilder()
            .setReason(reason)
            .setExitCode(128)
            .setMessage(message)
            .setStartedAt(Instant.EPOCH)
            .setFinishedAt(T0.plusSeconds(second))
            .build();
    return last(pod, end);
  }

  private static PodSnapshot ran(PodSnapshot pod, int from, int to) {
    Termination end =
        Termination.newBuilder()
            .setReason("Error")
            .setExitCode(1)
            .setStartedAt(T0.plusSeconds(from))
            .setFinishedAt(T0.plusSeconds(to))
            .build();
    return last(pod, end);
  }

  private static PodSnapshot last(PodSnapshot pod, Termination end) {
    return Shapes.with(
        pod, "app", (ContainerSnapshot.Builder container) -> container.setLastTermination(end));
  }
}
