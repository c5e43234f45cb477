package io.pulltriage.streams.topology.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.classifier.Step;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.internal.PodFinding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CircumstancesTest {

  @Test
  void shouldSayThatNoCredentialsArePresented() {
    assertThat(told(Cause.UNAUTHENTICATED, Finds.failing(1, 0)))
        .isEqualTo(
            "The pods name no imagePullSecrets, so the registry is asked without credentials.");
  }

  @Test
  void shouldDoubtTheCredentialsThatArePresented() {
    assertThat(
            told(Cause.FORBIDDEN, Finds.failing(1, 0).setPullSecrets(List.of("badcred", "other"))))
        .isEqualTo(
            "The pods name the pull secrets badcred, other: the credentials in them are wrong,"
                + " expired or for another registry.");
  }

  @Test
  void shouldNameTheSecretThatIsMissingAndHowToMakeIt() {
    PodFinding.Builder finding =
        Finds.failing(1, 0)
            .setPullSecrets(List.of("regcred"))
            .setMissingPullSecrets(List.of("regcred"));

    assertThat(told(Cause.PULL_SECRET_MISSING, finding))
        .isEqualTo("The kubelet did not find the pull secret regcred in namespace shop.");
    assertThat(Circumstances.steps(Cause.PULL_SECRET_MISSING, List.of(finding.build())))
        .singleElement()
        .satisfies(
            step -> assertThat(step.text()).contains("create secret docker-registry regcred"));
  }

  @Test
  void shouldNotDoubtCredentialsWhereAnUnnamedSecretIsMissing() {
    assertThat(
            told(Cause.PULL_SECRET_MISSING, Finds.failing(1, 0).setPullSecrets(List.of("regcred"))))
        .isEqualTo("The kubelet did not find a pull secret, and does not say which.");
  }

  @Test
  void shouldWarnOfARunThatProvesNothing() {
    assertThat(told(Cause.UNAUTHENTICATED, Finds.failing(1, 0).setRunsUnproven(true)))
        .contains("runs for now")
        .contains("no imagePullSecrets");
  }

  @Test
  void shouldSayWhatTheNodesAreAndWhereTheImageRuns() {
    assertThat(
            told(
                Cause.PLATFORM_MISMATCH,
                Finds.failing(1, 0)
                    .setPlatform("linux/arm64")
                    .setRunsOnPlatforms(List.of("linux/amd64"))
                    .setRunsOnNodes(List.of("b1", "b2"))))
        .isEqualTo("Its nodes are linux/arm64. The same image runs on linux/amd64 (b1, b2).");
  }

  @Test
  void shouldSayThatAStartUpFailureIsNoPullProblem() {
    assertThat(
            told(
                Cause.CRASH_LOOP,
                Finds.startup(1, Cause.CRASH_LOOP)
                    .setPulledAt(Finds.T0)
                    .setExitCode(1)
                    .setRestarts(7)))
        .isEqualTo(
            "The image was there at 2026-01-02T03:04:05Z; this is not a pull problem. Its process"
                + " ended with exit code 1 and was restarted 7 times.");
    assertThat(told(Cause.CONFIG_ERROR, Finds.startup(1, Cause.CONFIG_ERROR)))
        .isEqualTo("The container has its image; this is not a pull problem.");
  }

  @ParameterizedTest
  @CsvSource({
    "api:latest, IfNotPresent, true",
    "api, IfNotPresent, true",
    "api:stable, IfNotPresent, true",
    "api:1.4.2, IfNotPresent, false",
    "api:latest, Always, false"
  })
  void shouldWarnOfAMovingTagThatIsNotPulledAgain(String image, String policy, boolean warns) {
    String told =
        told(
            Cause.CRASH_LOOP,
            Finds.startup(1, Cause.CRASH_LOOP)
                .setImage(ImageReferences.parse(image))
                .setImagePullPolicy(policy));

    assertThat(told.contains("nodes may run different images")).isEqualTo(warns);
  }

  @Test
  void shouldNotWarnOfATagThatADigestPins() {
    String pinned =
        "api:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    assertThat(
            told(
                Cause.CRASH_LOOP,
                Finds.startup(1, Cause.CRASH_LOOP)
                    .setImage(ImageReferences.parse(pinned))
                    .setImagePullPolicy("IfNotPresent")))
        .doesNotContain("moving");
  }

  @Test
  void shouldSayWhereTheSameImageRuns() {
    assertThat(
            told(
                Cause.NETWORK_TIMEOUT,
                Finds.failing(1, 0).setRunningContainers(3).setRunsOnNodes(List.of("b1"))))
        .isEqualTo("The same image runs in 3 containers of this cluster (b1).");
  }

  @Test
  void shouldTellTheNodesTroubles() {
    Evidence trouble =
        Evidence.newBuilder()
            .setSource(EvidenceSource.NODE)
            .setReason("DiskPressure")
            .setMessage("Node a1 reports DiskPressure=True.")
            .setAt(Finds.T0)
            .build();

    assertThat(told(Cause.DISK_FULL, Finds.failing(1, 0).setEvidence(List.of(trouble))))
        .isEqualTo("Node a1 reports DiskPressure=True.");
  }

  @Test
  void shouldPutWhatTheImageNeedsFirst() {
    PodFinding finding =
        Finds.startup(1, Cause.CRASH_LOOP)
            .setUnmetNeeds(List.of("The container does not set ACCEPT_EULA: x"))
            .build();

    assertThat(Circumstances.steps(Cause.CRASH_LOOP, List.of(finding)))
        .extracting(Step::text)
        .containsExactly("Set what the image needs. The container does not set ACCEPT_EULA: x");
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void shouldHaveWordsForEveryCause(Cause cause) {
    assertThat(Circumstances.sentences(cause, List.of(Finds.failing(1, 0).build())))
        .noneMatch(String::isBlank);
  }

  @Test
  void shouldNotSayThatAnImageIsAbsentThatRunsOnTheSameNode() {
    PodFinding.Builder absent = Finds.failing(1, 0).setNode("n1");

    assertThat(told(Cause.NEVER_PULL, absent)).contains("does not find the image on the node");
    assertThat(told(Cause.NEVER_PULL, absent.setRunsOnNodes(List.of("n1", "n2"))))
        .contains("The image is on the node")
        .contains("credentials");
  }

  @Test
  void shouldNotSayThatThePullIsWellWhileItFails() {
    PodFinding.Builder crash = Finds.startup(1, Cause.CRASH_LOOP);

    assertThat(told(Cause.CRASH_LOOP, crash)).contains("this is not a pull problem");
    assertThat(told(Cause.CRASH_LOOP, crash.setPullFails(true)))
        .doesNotContain("not a pull problem")
        .contains("cannot be pulled now");
  }

  @Test
  void shouldNameTheVolumeWhoseImageItIs() {
    assertThat(told(Cause.TAG_NOT_FOUND, Finds.failing(1, 0).setImageVolume("model")))
        .contains("volume model")
        .contains("container app");
  }

  private static String told(Cause cause, PodFinding.Builder finding) {
    return String.join(" ", Circumstances.sentences(cause, List.of(finding.build())));
  }
}
