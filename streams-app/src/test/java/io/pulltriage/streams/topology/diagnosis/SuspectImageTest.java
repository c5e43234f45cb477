package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.testkit.Pods;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspectImageTest {

  @Test
  void shouldBeThatOfTheFirstContainerThatDoesNotRun() {
    Pods pod =
        Pods.failing("lab-a", "shop", "api")
            .image("init:1")
            .terminated("init", "Completed", 0)
            .image("web:1")
            .running("web", Pods.LONG_AGO)
            .image("app:1")
            .waiting("app", "ErrImagePull", "");

    assertThat(reference(pod)).isEqualTo("app:1");
  }

  @Test
  void shouldNotBeThatOfAContainerThatWaitsItsTurn() {
    Pods pod =
        Pods.failing("lab-a", "shop", "api")
            .image("app:1")
            .waiting("app", "PodInitializing", "")
            .image("debug:1")
            .terminated("debug", "Error", 1);

    assertThat(reference(pod)).isEqualTo("debug:1");
  }

  @Test
  void shouldBeTheFirstWhereAllRun() {
    Pods pod =
        Pods.started("lab-a", "shop", "api")
            .image("app:1")
            .running("app", Pods.LONG_AGO)
            .image("web:1")
            .running("web", Pods.LONG_AGO);

    assertThat(reference(pod)).isEqualTo("app:1");
  }

  @Test
  void shouldBeNoneOfAPodWithoutContainers() {
    assertThat(SuspectImage.of(Pods.failing("lab-a", "shop", "api").build())).isEmpty();
  }

  @Test
  void shouldKnowAnImageByAnyOfItsNames() {
    ImageUsage usage =
        ImageUsage.newBuilder()
            .setCluster("lab-a")
            .setImage(ImageReferences.parse("docker.io/library/nginx:1.27"))
            .setRunningContainers(1)
            .setNodes(List.of())
            .setPlatforms(List.of())
            .setZones(List.of())
            .setObservedAt(Pods.LONG_AGO)
            .build();

    assertThat(SuspectImage.isUsageOf(usage, "nginx:1.27")).isTrue();
    assertThat(SuspectImage.isUsageOf(usage, "nginx:1.28")).isFalse();
  }

  private static String reference(Pods pod) {
    return SuspectImage.of(pod.build()).map(ImageReference::getReference).orElseThrow();
  }
}
