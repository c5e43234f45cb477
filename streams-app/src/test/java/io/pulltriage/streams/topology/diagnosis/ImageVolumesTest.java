package io.pulltriage.streams.topology.diagnosis;

import static io.pulltriage.streams.topology.diagnosis.Shapes.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ImageVolume;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodEvent;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Pods that mount images as volumes, told as the kubelet tells it. */
class ImageVolumesTest {

  private static final String SERVER = "ghcr.io/acme/server:1";
  private static final String PROXY = "ghcr.io/acme/proxy:1";
  private static final String MODEL = "quay.io/acme/models:2025-10";
  private static final String TEMPLATES = "ghcr.io/acme/templates:1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failed to resolve image: quay.io/acme/models:2025-10: not found",
        "reading manifest 2025-10 in quay.io/acme/models: manifest unknown",
        "Head \"https://quay.io/v2/acme/models/manifests/2025-10\": dial tcp 10.0.0.1:443: i/o timeout",
        "Back-off pulling image \"quay.io/acme/models:2025-10\": ErrImagePull: manifest unknown"
      })
  void shouldBlameTheVolumesImage(String message) {
    PodFinding finding = Cases.of(pod(4, "ErrImagePull", message)).finding();

    assertThat(finding.getImage().getReference()).isEqualTo(MODEL);
    assertThat(finding.getImage().getRegistry()).contains("quay.io");
    assertThat(finding.getImageVolume()).contains("model");
    assertThat(finding.getContainer()).isEqualTo("server");
    assertThat(finding.getImagePullPolicy()).isEqualTo("Always");
    assertThat(finding.getPhase()).isEqualTo(Phase.PULL);
  }

  @Test
  void shouldTakeItsCauseFromEventsThatNameNoContainer() {
    PodSnapshot pod = pod(4, "ImagePullBackOff", "Back-off pulling image \"" + MODEL + '"');
    PodEvent event =
        Events.warning(
                pod,
                "Failed",
                "Failed to pull image \"" + MODEL + "\": " + Shapes.NOT_FOUND.formatted(MODEL))
            .build();

    assertThat(Cases.of(pod).events(event).finding().getCause()).isEqualTo(Cause.TAG_NOT_FOUND);
    assertThat(Cases.open().events(event).shape(pod).finding().getCause())
        .isEqualTo(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldBlameTheContainersOwnImageWhereThatFails() {
    PodFinding finding =
        Cases.of(pod(4, "ErrImagePull", Shapes.NOT_FOUND.formatted(SERVER))).finding();

    assertThat(finding.getImage().getReference()).isEqualTo(SERVER);
    assertThat(finding.getImageVolume()).isEmpty();
  }

  /** The next word of the kubelet, ten seconds later, names the image. */
  @ParameterizedTest
  @ValueSource(strings = {"dial tcp 10.0.0.1:443: i/o timeout", "Get \"https://ghcr.io/v2/\": EOF"})
  void shouldBlameNobodyWhileTheTextFitsSeveral(String message) {
    assertThat(Cases.of(pod(4, "ErrImagePull", message)).findings()).isEmpty();
  }

  @Test
  void shouldBlameOnlyTheContainerThatMountsIt() {
    PodSnapshot pod = pod(4, "ErrImagePull", Shapes.NOT_FOUND.formatted(MODEL));

    assertThat(pod.getContainers()).hasSize(2);
    assertThat(Cases.of(pod).findings())
        .extracting(PodFinding::getContainer)
        .containsExactly("server");
  }

  @Test
  void shouldRecoverTheVolumeWhenTheContainersOwnImageIsPulled() {
    List<PodFinding> findings =
        Cases.of(
                pod(4, "ErrImagePull", Shapes.NOT_FOUND.formatted(MODEL)),
                pod(60, "ErrImagePull", Shapes.NOT_FOUND.formatted(SERVER)))
            .findings();

    assertThat(findings)
        .filteredOn(finding -> finding.getImageVolume().isPresent())
        .singleElement()
        .satisfies(f -> assertThat(f.getResolution()).contains(Resolution.RECOVERED));
    assertThat(findings)
        .filteredOn(finding -> finding.getImageVolume().isEmpty())
        .singleElement()
        .satisfies(f -> assertThat(f.getEndedAt()).isEmpty());
  }

  @Test
  void shouldFindTheStalledPullOfAVolume() {
    PodSnapshot pod = pod(2, "ContainerCreating", "");
    PodEvent pulling =
        Events.normal(pod, "Pulling", "Pulling image \"" + MODEL + '"')
            .at(T0.plusSeconds(3))
            .build();

    PodFinding finding = Cases.of(pod).events(pulling).at(T0.plusSeconds(200)).finding();

    assertThat(finding.getCause()).isEqualTo(Cause.PULL_STALLED);
    assertThat(finding.getImage().getReference()).isEqualTo(MODEL);
  }

  @Test
  void shouldBeReplacedByTheImageOfTheSuccessorsVolume() {
    PodSnapshot failing = pod(4, "ErrImagePull", Shapes.NOT_FOUND.formatted(MODEL));
    PodSnapshot gone =
        withVolumes(
            pods(60)
                .waiting("server", "ErrImagePull", Shapes.NOT_FOUND.formatted(MODEL))
                .gone(
                    T0.plusSeconds(60),
                    new Successor(
                        "server", SERVER, true, Map.of("model", "quay.io/acme/models:2025-11")))
                .build());

    PodFinding finding = Cases.of(failing, gone).finding();

    assertThat(finding.getResolution()).contains(Resolution.REPLACED);
    assertThat(finding.getReplacedBy()).contains("quay.io/acme/models:2025-11");
  }

  @Test
  void shouldBlameEveryContainersImageOfAPodWithoutVolumesAsBefore() {
    PodSnapshot pod =
        pods(4).waiting("server", "ErrImagePull", "dial tcp 10.0.0.1:443: i/o timeout").build();

    assertThat(Cases.of(pod).finding().getImage().getReference()).isEqualTo(SERVER);
  }

  /** A server that waits, and a proxy that runs and mounts only another volume. */
  private static PodSnapshot pod(int second, String reason, String message) {
    return withVolumes(
        pods(second)
            .waiting("server", reason, message)
            .image(PROXY)
            .running("proxy", T0.plusSeconds(2))
            .build());
  }

  private static Pods pods(int second) {
    return Pods.failing("lab-a", "ml", "serve")
        .image(SERVER)
        .on("n1")
        .at(T0.plusSeconds(second))
        .revision(second);
  }

  private static PodSnapshot withVolumes(PodSnapshot pod) {
    return PodSnapshot.newBuilder(pod)
        .setImageVolumes(
            List.of(
                new ImageVolume("model", MODEL, "Always", List.of("server")),
                new ImageVolume("t", TEMPLATES, "IfNotPresent", List.of("server", "proxy"))))
        .build();
  }
}
