package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.streams.topology.outbreak.Story.UNAVAILABLE;
import static io.pulltriage.streams.topology.outbreak.Story.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.streams.config.OutbreakConfig;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A registry fails for two clusters, and one of them is heard of no more. */
class SilentClusterTest {

  private static final String ID = "REGISTRY/one.example/REGISTRY_ERROR";

  @Test
  void shouldStayOpenWhileItFailsForTheClusterThatIsHeardOf() {
    try (Pipeline pipeline = Pipeline.live()) {
      // Given
      open(pipeline);

      // When
      goOn(pipeline, 150, 4200);

      // Then
      Outbreak outbreak = outbreak(pipeline);
      assertThat(outbreak.getStatus()).isEqualTo(IncidentStatus.OPEN);
      assertThat(outbreak.getClusters()).containsExactly("a", "b");
      assertThat(outbreak.getFailingPods()).isEqualTo(1);
      assertThat(outbreak.getExplanation())
          .contains("Nothing has been heard of cluster b since " + at(150));
    }
  }

  @Test
  void shouldEndWithTheClusterThatIsHeardOf() {
    try (Pipeline pipeline = Pipeline.live()) {
      // Given
      open(pipeline);
      goOn(pipeline, 150, 4200);

      // When
      pipeline.feed(Facts.pod(pod("a").running("app", at(4360)).at(at(4360)).revision(1).build()));
      goOn(pipeline, 4360, 180);

      // Then
      assertThat(outbreak(pipeline).getStatus()).isEqualTo(IncidentStatus.RESOLVED);
      assertThat(outbreak(pipeline).getResolvedAt()).contains(at(4360));
    }
  }

  @Test
  void shouldWaitForASilentClusterAsLongAsIsSet() {
    try (Pipeline pipeline = Pipeline.live(silentAfter(Duration.ofMinutes(10)))) {
      // Given
      open(pipeline);

      // When
      goOn(pipeline, 150, 540);
      String soon = outbreak(pipeline).getExplanation();
      goOn(pipeline, 690, 120);
      publishWhatWaits(pipeline);

      // Then
      assertThat(soon).doesNotContain("Nothing has been heard");
      assertThat(outbreak(pipeline).getExplanation()).contains("Nothing has been heard");
    }
  }

  private static void open(Pipeline pipeline) {
    pipeline.feed(fails("a"), fails("b"));
    for (long second : new long[] {30, 90, 150}) {
      pipeline.feed(Facts.time("a", at(second)), Facts.time("b", at(second)));
    }
    assertThat(outbreak(pipeline).getStatus()).isEqualTo(IncidentStatus.OPEN);
  }

  private static Outbreak outbreak(Pipeline pipeline) {
    return requireNonNull(pipeline.outbreaks().get(ID));
  }

  private static Publication fails(String cluster) {
    return Facts.pod(pod(cluster).waiting("app", "ErrImagePull", UNAVAILABLE).at(at(5)).build());
  }

  private static Pods pod(String cluster) {
    return Pods.failing(cluster, "shop", "api").image("one.example/team/api:1").on("n1");
  }

  /** Only {@code a} is heard of. */
  private static void goOn(Pipeline pipeline, long from, long seconds) {
    for (long passed = 60; passed <= seconds; passed += 60) {
      pipeline.pass(Duration.ofMinutes(1));
      pipeline.feed(Facts.time("a", at(from + passed)));
    }
  }

  /** An outbreak's words are published every five seconds. */
  private static void publishWhatWaits(Pipeline pipeline) {
    pipeline.pass(Duration.ofSeconds(5));
  }

  private static OutbreakConfig silentAfter(Duration silentAfter) {
    OutbreakConfig defaults = OutbreakConfig.defaults();
    return new OutbreakConfig(
        defaults.openAfter(),
        defaults.window(),
        defaults.longestBackOff(),
        defaults.holdDown(),
        defaults.healthyShare(),
        defaults.minWorkloads(),
        defaults.minClusters(),
        silentAfter,
        defaults.retention());
  }
}
