package io.pulltriage.streams.topology.time;

import static io.pulltriage.schemas.IncidentStatus.OPEN;
import static io.pulltriage.schemas.IncidentStatus.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.internal.TimeMarker;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What time it is for an incident. */
class TimeTest {

  @Test
  void shouldWaitForTheSlowestPartitionOfACluster() {
    try (Pipeline pipeline = Pipeline.partitionOf(2)) {
      // Given
      pipeline.feed(recovered("lab-a"));
      pipeline.feed(Facts.time("lab-a", at(500)));
      pipeline.feed(new TimeMarker("lab-a", at(89), 1));
      assertThat(pipeline.incident().getStatus()).isEqualTo(OPEN);

      // When
      pipeline.feed(new TimeMarker("lab-a", at(90), 1));

      // Then
      assertThat(pipeline.incident().getStatus()).isEqualTo(RESOLVED);
    }
  }

  @Test
  void shouldNotTakeOneClustersTimeForAnothers() {
    try (Pipeline pipeline = Pipeline.recorded()) {
      // Given
      pipeline.feed(recovered("lab-a"));
      pipeline.feed(recovered("lab-b"));

      // When
      pipeline.feed(Facts.time("lab-a", at(10_000)), Facts.time("lab-b", at(40)));

      // Then
      assertThat(statuses(pipeline)).isEqualTo(Map.of("lab-a", RESOLVED, "lab-b", OPEN));
    }
  }

  @Test
  void shouldGoOnInTheSilenceOfALiveCluster() {
    try (Pipeline pipeline = Pipeline.live()) {
      // Given
      pipeline.feed(recovered("lab-a"));
      pipeline.feed(Facts.time("lab-a", at(40)));
      pipeline.pass(Duration.ofSeconds(45));
      assertThat(pipeline.incident().getStatus()).isEqualTo(OPEN);

      // When
      pipeline.pass(Duration.ofSeconds(6));

      // Then
      assertThat(pipeline.incident().getStatus()).isEqualTo(RESOLVED);
    }
  }

  @Test
  void shouldStandStillInTheSilenceOfARecording() {
    try (Pipeline pipeline = Pipeline.recorded()) {
      pipeline.feed(recovered("lab-a"));
      pipeline.feed(Facts.time("lab-a", at(40)));

      pipeline.pass(Duration.ofDays(1));

      assertThat(pipeline.incident().getStatus()).isEqualTo(OPEN);
    }
  }

  private static List<Publication> recovered(String cluster) {
    Pods pod = Pods.failing(cluster, "shop", "api").on("n1");
    return List.of(
        Facts.pod(
            pod.waiting("app", "ErrImagePull", "connect: connection refused").at(at(0)).build()),
        Facts.pod(pod.running("app", at(30)).at(at(30)).revision(1).build()));
  }

  private static Map<String, IncidentStatus> statuses(Pipeline pipeline) {
    return pipeline.incidents().values().stream()
        .collect(Collectors.toMap(Incident::getCluster, Incident::getStatus));
  }

  private static Instant at(long second) {
    return Pods.LONG_AGO.plusSeconds(second);
  }
}
