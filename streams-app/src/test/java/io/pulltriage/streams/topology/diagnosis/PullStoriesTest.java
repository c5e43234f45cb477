package io.pulltriage.streams.topology.diagnosis;

import static io.pulltriage.streams.topology.diagnosis.Shapes.BACK_OFF;
import static io.pulltriage.streams.topology.diagnosis.Shapes.IMAGE;
import static io.pulltriage.streams.topology.diagnosis.Shapes.NOT_FOUND;
import static io.pulltriage.streams.topology.diagnosis.Shapes.T0;
import static io.pulltriage.streams.topology.diagnosis.Shapes.barePod;
import static io.pulltriage.streams.topology.diagnosis.Shapes.failed;
import static io.pulltriage.streams.topology.diagnosis.Shapes.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods whose image does not come, told as Kubernetes tells them. */
class PullStoriesTest {

  @Test
  void shouldKeepTheCauseWhileTheStatusOnlyTellsOfTheBackOff() {
    // Given a kubelet before 1.32
    PodFinding finding =
        Cases.of(
                waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE)),
                waiting(15, "ImagePullBackOff", BACK_OFF))
            .finding();

    assertThat(finding.getCause()).isEqualTo(Cause.TAG_NOT_FOUND);
    assertThat(finding.getPhase()).isEqualTo(Phase.PULL);
    assertThat(finding.getEndedAt()).isEmpty();
  }

  @Test
  void shouldTakeTheCauseFromEventsWhereTheStatusHasNone() {
    PodSnapshot pod = waiting(0, "ImagePullBackOff", BACK_OFF);

    PodFinding finding = Cases.of(pod).events(failed(pod, NOT_FOUND.formatted(IMAGE))).finding();

    assertThat(finding.getCause()).isEqualTo(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldKeepTheCauseWhenOnlyBackOffsAreHeardOfForLong() {
    // Given a cause that was told, whose repetitions client-go's spam filter drops
    PodSnapshot pod = waiting(0, "ImagePullBackOff", BACK_OFF);
    Cases cases = Cases.of(pod).events(failed(pod, NOT_FOUND.formatted(IMAGE)));

    // When for an hour only the back-off gets through
    cases.events(
        Events.normal(pod, "BackOff", BACK_OFF).count(200).at(T0.plusSeconds(3600)).build());

    // Then
    assertThat(cases.finding().getCause()).isEqualTo(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldGiveUpACauseWhenOthersHaveBeenToldForLong() {
    PodSnapshot pod = waiting(0, "ImagePullBackOff", BACK_OFF);
    Cases cases = Cases.of(pod).events(failed(pod, "dial tcp: lookup ghcr.io: no such host"));

    cases.events(
        Events.warning(pod, "Failed", "Failed to pull image \"" + IMAGE + "\": strange words")
            .at(T0.plusSeconds(1000))
            .build());

    assertThat(cases.finding().getCause()).isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void shouldTakeTheLastWordOnAFailureThatWasGoingOnWhenItWasFirstSeen() {
    // Given an event that was last repeated before the back-off of five minutes
    PodSnapshot pod = waiting(300, "ImagePullBackOff", BACK_OFF);
    PodEvent event =
        Events.warning(
                pod,
                "Failed",
                "Failed to pull image \"" + IMAGE + "\": " + NOT_FOUND.formatted(IMAGE))
            .count(7)
            .since(T0.minusSeconds(3600))
            .at(T0.plusSeconds(30))
            .build();

    PodFinding finding = Cases.of(pod).events(event).finding();

    assertThat(finding.getCause()).isEqualTo(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldTakeALayerThatCannotBeUnpackedForAPullsFailure() {
    PodSnapshot pod =
        waiting(
            0,
            "CreateContainerError",
            "failed to create containerd container: error unpacking image: failed to extract layer"
                + " sha256:77520fc3fd543e017ba24ea04cb4f3600525395ffb2875ce04a782d6983cf266:"
                + " archive/tar: invalid tar header: unknown");

    PodFinding finding = Cases.of(pod).finding();

    assertThat(finding.getPhase()).isEqualTo(Phase.PULL);
    assertThat(finding.getCause()).isEqualTo(Cause.IMAGE_CORRUPT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weird words",
        "exec format error",
        "secret \"registry-cert\" not found",
        "denied: admission webhook denied the request",
        "Readiness probe failed",
        "no node(s) available"
      })
  void shouldSeeAFailingPullInItsReasonWhateverTheWords(String words) {
    PodFinding finding = Cases.of(waiting(0, "ErrImagePull", words)).finding();

    assertThat(finding.getPhase()).isEqualTo(Phase.PULL);
    assertThat(finding.getEndedAt()).isEmpty();
  }

  @Test
  void shouldNotBlameTheNewImageForWhatWasSaidOfTheOneBefore() {
    // Given an image whose name begins with that of the next
    PodSnapshot before = waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE));
    String next = "ghcr.io/team/api:1.4.2";

    // When the next fails for another reason, of which only the label is known yet
    List<PodFinding> findings =
        Cases.of(before)
            .events(failed(before, NOT_FOUND.formatted(IMAGE)))
            .shape(
                barePod(next, 30)
                    .waiting("app", "ImagePullBackOff", "Back-off pulling image \"" + next + '"')
                    .build())
            .findings();

    // Then
    assertThat(findings)
        .filteredOn(finding -> finding.getImage().getReference().equals(next))
        .singleElement()
        .satisfies(finding -> assertThat(finding.getCause()).isEqualTo(Cause.NO_DETAIL));
    assertThat(findings)
        .filteredOn(finding -> finding.getImage().getReference().equals(IMAGE))
        .singleElement()
        .satisfies(finding -> assertThat(finding.getCause()).isEqualTo(Cause.TAG_NOT_FOUND));
  }

  @Test
  void shouldTellOfTheOneContainerThatFails() {
    PodFinding finding =
        Cases.of(
                Pods.failing("lab-a", "shop", "api")
                    .running("app", T0)
                    .image("ghcr.io/team/sidecar:9")
                    .waiting("sidecar", "ErrImagePull", "dial tcp 10.0.0.1:443: i/o timeout")
                    .build())
            .finding();

    assertThat(finding.getContainer()).isEqualTo("sidecar");
    assertThat(finding.getImage().getReference()).isEqualTo("ghcr.io/team/sidecar:9");
  }

  @Test
  void shouldFollowInitContainersAndThoseThatWaitForThem() {
    PodSnapshot pod =
        Shapes.typed(
            Pods.failing("lab-a", "shop", "api")
                .waiting("init", "ErrImagePull", NOT_FOUND.formatted("ghcr.io/team/api:1.4.2"))
                .waiting("app", "PodInitializing", "")
                .build(),
            "init",
            ContainerType.INIT_CONTAINER);

    PodFinding finding = Cases.of(pod).finding();

    assertThat(finding.getContainer()).isEqualTo("init");
    assertThat(finding.getContainerType()).isEqualTo(ContainerType.INIT_CONTAINER);
  }

  @Test
  void shouldReadTheMessagesAgainWhenTheRuntimeIsKnown() {
    PodSnapshot pod = waiting(0, "ErrImagePull", NOT_FOUND.formatted(IMAGE));
    PodFinding before = Cases.of(pod).finding();

    PodFinding after = Cases.of(pod).node(Nodes.ready("lab-a", "a1").zone("z1").build()).finding();

    assertThat(after.getCause()).isEqualTo(before.getCause());
    assertThat(after.getZone()).contains("z1");
    assertThat(after.getPlatform()).contains("linux/amd64");
  }

  @Test
  void shouldBeSureOfNothingWhileOnlyTheLabelIsKnown() {
    PodFinding finding = Cases.of(waiting(0, "ImagePullBackOff", BACK_OFF)).finding();

    assertThat(finding.getCause()).isEqualTo(Cause.NO_DETAIL);
    assertThat(finding.getConfidence()).isEqualTo(Confidence.NONE);
  }
}
