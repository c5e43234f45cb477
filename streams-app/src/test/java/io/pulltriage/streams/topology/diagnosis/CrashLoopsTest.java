package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a container that ends is a crash loop, and for how long. */
class CrashLoopsTest {

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

  private static Pods started(int second) {
    return Pods.started("lab-a", "shop", "api").at(T0.plusSeconds(second)).revision(second);
  }

  private static PodSnapshot restartedAt(int second) {
    return Shapes.restarted(
        started(second).running("app", T0.plusSeconds(second)).build(), "app", 4, "Error", 1);
  }
}
