package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StalledPullsTest {

  private static final Instant T0 = Pods.LONG_AGO;
  private static final PodSnapshot POD =
      Pods.failing("lab-a", "shop", "api").on("a1").waiting("app", "ContainerCreating", "").build();
  private static final StalledPulls STALLS = new StalledPulls(Duration.ofMinutes(3));

  @Test
  void shouldBeAnnouncedForWhenAPullWillHaveTakenTooLong() {
    Cases cases = Cases.of(POD).events(pulling(10));

    assertThat(STALLS.next(cases.build(), T0.plusSeconds(20))).contains(T0.plusSeconds(190));
    assertThat(STALLS.next(cases.build(), T0.plusSeconds(190))).isEmpty();
  }

  @Test
  void shouldOpenWhenAPullTakesTooLong() {
    Cases cases = Cases.of(POD).events(pulling(10));

    assertThat(cases.at(T0.plusSeconds(189)).findings()).isEmpty();
    PodFinding finding = cases.at(T0.plusSeconds(190)).finding();

    assertThat(finding.getCause()).isEqualTo(Cause.PULL_STALLED);
    assertThat(finding.getSince()).isEqualTo(T0.plusSeconds(10));
    assertThat(finding.getEndedAt()).isEmpty();
  }

  @Test
  void shouldSeeAPullWhoseEventNamesNoContainer() {
    PodEvent pulling =
        Events.normal(POD, "Pulling", "pulling image \"x\"")
            .wholePod()
            .at(T0.plusSeconds(10))
            .build();

    assertThat(Cases.of(POD).events(pulling).at(T0.plusSeconds(300)).finding().getCause())
        .isEqualTo(Cause.PULL_STALLED);
  }

  @Test
  void shouldNotMindAPullThatIsQuick() {
    Cases cases = Cases.of(POD).events(pulling(10), pulled(60));

    assertThat(cases.at(T0.plusSeconds(3600)).findings()).isEmpty();
    assertThat(STALLS.next(cases.build(), T0.plusSeconds(61))).isEmpty();
  }

  @Test
  void shouldRecoverWhenTheImageComesAtLast() {
    PodFinding finding =
        Cases.of(POD).events(pulling(10)).at(T0.plusSeconds(200)).events(pulled(400)).finding();

    assertThat(finding.getResolution()).contains(Resolution.RECOVERED);
    assertThat(finding.getEndedAt()).contains(T0.plusSeconds(400));
  }

  @Test
  void shouldFindTheSameHoweverOftenItLooks() {
    PodFinding watched =
        Cases.of(POD)
            .events(pulling(10))
            .at(T0.plusSeconds(190))
            .at(T0.plusSeconds(300))
            .events(pulled(400))
            .at(T0.plusSeconds(500))
            .finding();
    PodFinding overlooked =
        Cases.of(POD).events(pulling(10), pulled(400)).at(T0.plusSeconds(500)).finding();

    assertThat(Records.equal(watched, overlooked)).isTrue();
  }

  @Test
  void shouldWaitForAResultThatALaterOneHasOvertaken() {
    PodSnapshot running =
        Pods.failing("lab-a", "shop", "api")
            .on("a1")
            .at(T0.plusSeconds(400))
            .revision(1)
            .running("app", T0.plusSeconds(400))
            .build();
    Cases cases = Cases.of(POD).events(pulling(10)).early(running).at(T0.plusSeconds(30));

    assertThat(cases.findings()).isEmpty();
    assertThat(STALLS.next(cases.build(), T0.plusSeconds(30))).contains(T0.plusSeconds(190));
    assertThat(cases.events(pulled(60)).at(T0.plusSeconds(500)).findings()).isEmpty();
  }

  @Test
  void shouldTellOfTheFailureThatAPullComesTo() {
    Cases cases = Cases.of(POD).events(pulling(10)).at(T0.plusSeconds(200));

    PodFinding finding =
        cases
            .shape(
                Pods.failing("lab-a", "shop", "api")
                    .on("a1")
                    .at(T0.plusSeconds(310))
                    .revision(1)
                    .waiting("app", "ErrImagePull", "dial tcp 10.0.0.1:443: i/o timeout")
                    .build())
            .finding();

    assertThat(finding.getCause()).isEqualTo(Cause.NETWORK_TIMEOUT);
    assertThat(finding.getSince()).isEqualTo(T0.plusSeconds(10));
    assertThat(finding.getEndedAt()).isEmpty();
  }

  @Test
  void shouldSayNothingOfAPodThatIsDeletedWhileItPulls() {
    PodSnapshot gone =
        Pods.failing("lab-a", "shop", "api")
            .on("a1")
            .revision(1)
            .waiting("app", "ContainerCreating", "")
            .gone(T0.plusSeconds(60))
            .build();

    assertThat(Cases.of(POD).events(pulling(10)).shape(gone).at(T0.plusSeconds(900)).findings())
        .isEmpty();
  }

  @Test
  void shouldSayNothingOfAPodThatIsWithdrawnWhileItPulls() {
    assertThat(
            Cases.of(POD)
                .events(pulling(10))
                .withdrawn(T0.plusSeconds(60))
                .at(T0.plusSeconds(900))
                .findings())
        .isEmpty();
  }

  private static PodEvent pulling(int second) {
    return Events.normal(POD, "Pulling", "Pulling image \"ghcr.io/team/api:1.4.2\"")
        .at(T0.plusSeconds(second))
        .build();
  }

  private static PodEvent pulled(int second) {
    return Events.normal(
            POD, "Pulled", "Successfully pulled image \"ghcr.io/team/api:1.4.2\" in 1s")
        .at(T0.plusSeconds(second))
        .build();
  }
}
