package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Successor;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Pods;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Crash loops whose pods go: whether a run before that was a recovery. */
class RecoveryStoriesTest {

  private static final Instant T0 = Pods.LONG_AGO;

  @Test
  void shouldNotHaveRecoveredByARunThatTheDeletionOfItsPodCutShort() {
    assertThat(deletedAfter(30).getResolution()).contains(Resolution.DELETED);
    assertThat(deletedAfter(30, new Successor("app", "next:2", true, Map.of())).getResolution())
        .contains(Resolution.REPLACED);
  }

  @Test
  void shouldHaveRecoveredByARunThatLastedLongerThanTheOneBefore() {
    assertThat(deletedAfter(600).getResolution()).contains(Resolution.RECOVERED);
  }

  @Test
  void shouldNotCountTheRunThatWasCutShortAsTheOneBefore() {
    // Given a loop whose runs took 20 s; a minute of hold-down makes 80
    assertThat(deletedAfter(79).getResolution()).contains(Resolution.DELETED);
    assertThat(deletedAfter(81).getResolution()).contains(Resolution.RECOVERED);
  }

  @Test
  void shouldHaveRecoveredAsSoonAsItStartsWhereItNeverCrashed() {
    // Given a container that only lacked a secret
    PodFinding finding =
        Cases.of(
                Pods.failing("lab-a", "shop", "api")
                    .waiting("app", "CreateContainerConfigError", "secret \"absent\" not found")
                    .build(),
                started(60).running("app", T0.plusSeconds(60)).build(),
                started(70).running("app", T0.plusSeconds(60)).gone(T0.plusSeconds(70)).build())
            .finding();

    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
  }

  /** A loop of runs of 20 s, deleted so long after a run began. */
  private static PodFinding deletedAfter(int seconds, Successor... successors) {
    int deleted = 100 + seconds;
    PodSnapshot ending =
        Shapes.deleting(
            looped(started(deleted).terminated("app", "Error", 143).build(), 100, deleted));
    PodSnapshot gone =
        PodSnapshot.newBuilder(ending)
            .setRevision(ending.getRevision() + 1)
            .setGone(new PodGone(T0.plusSeconds(deleted), List.of(successors)))
            .build();
    return Cases.of(
            Shapes.ran(
                started(20).crashLooping("app", "Error", 1, 3).build(),
                "app",
                T0,
                T0.plusSeconds(20)),
            looped(started(100).running("app", T0.plusSeconds(100)).build(), 0, 20),
            ending,
            gone)
        .finding();
  }

  private static PodSnapshot looped(PodSnapshot pod, int from, int to) {
    PodSnapshot restarted = Shapes.restarted(pod, "app", 4, "Error", 1);
    PodSnapshot before =
        Shapes.with(
            restarted,
            "app",
            builder ->
                builder.setLastTermination(
                    Termination.newBuilder()
                        .setReason("Error")
                        .setExitCode(1)
                        .setStartedAt(T0)
                        .setFinishedAt(T0.plusSeconds(20))
                        .build()));
    return before.getContainers().get(0).getTerminated().isPresent()
        ? Shapes.ran(before, "app", T0.plusSeconds(from), T0.plusSeconds(to))
        : before;
  }

  private static Pods started(int second) {
    return Pods.started("lab-a", "shop", "api").at(T0.plusSeconds(second)).revision(second);
  }
}
