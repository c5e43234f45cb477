package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformsTest {

  @Test
  void shouldSayWhichTheNodeIs() {
    PodFinding finding = mismatch().finding();

    assertThat(finding.getCause()).isEqualTo(Cause.PLATFORM_MISMATCH);
    assertThat(finding.getPlatform()).contains("linux/arm64");
    assertThat(finding.getEvidence())
        .extracting(Evidence::getMessage)
        .contains("Node a1 is linux/arm64.");
  }

  @Test
  void shouldBeCertainWhereTheImageRunsOnAnotherPlatformOnly() {
    PodFinding finding =
        mismatch().usage(usage("ghcr.io/team/api:1.4.2", 2, "linux/amd64")).finding();

    assertThat(finding.getConfidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.getRunsOnPlatforms()).containsExactly("linux/amd64");
    assertThat(finding.getRunsOnNodes()).containsExactly("b1");
  }

  @Test
  void shouldDrawNothingFromAnImageThatRunsOnTheSamePlatformToo() {
    PodFinding finding =
        mismatch()
            .usage(usage("ghcr.io/team/api:1.4.2", 2, "linux/amd64", "linux/arm64"))
            .finding();

    assertThat(finding.getRunsOnPlatforms()).isEmpty();
  }

  @Test
  void shouldDrawNothingFromAnotherImageOrOneThatDoesNotRun() {
    assertThat(
            mismatch()
                .usage(usage("ghcr.io/team/api:1.4.3", 2, "linux/amd64"))
                .finding()
                .getRunsOnPlatforms())
        .isEmpty();
    assertThat(
            mismatch()
                .usage(usage("ghcr.io/team/api:1.4.2", 0, "linux/amd64"))
                .finding()
                .getRunsOnPlatforms())
        .isEmpty();
  }

  private static Cases mismatch() {
    return Cases.of(
            Pods.failing("lab-a", "shop", "api")
                .on("a1")
                .waiting(
                    "app",
                    "ErrImagePull",
                    "no matching manifest for linux/arm64/v8 in the manifest list entries")
                .build())
        .node(Nodes.ready("lab-a", "a1").architecture("arm64").build());
  }

  private static ImageUsage usage(String image, int containers, String... platforms) {
    return ImageUsage.newBuilder()
        .setCluster("lab-a")
        .setImage(ImageReferences.parse(image))
        .setRunningContainers(containers)
        .setNodes(List.of("b1"))
        .setPlatforms(List.of(platforms))
        .setZones(List.of())
        .setObservedAt(Pods.LONG_AGO)
        .build();
  }
}
