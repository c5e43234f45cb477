package io.pulltriage.producer.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.pulltriage.producer.capture.CaptureFeed;
import io.pulltriage.producer.capture.CaptureListener;
import io.pulltriage.producer.cluster.ClusterAccess;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.testkit.FakeApiServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderIT {

  private static final Instant CREATED = Instant.parse("2026-03-04T05:06:07Z");

  @AutoClose private final FakeApiServer server = new FakeApiServer();

  @Test
  void shouldRecordWhatCanBeReplayed(@TempDir Path folder) throws Exception {
    // Given
    server.put("pods", PodJson.of("web", "old", "1", CREATED).waiting("ErrImagePull", "x").json());
    ClusterAccess access =
        new ClusterAccess(
            "prod",
            "a test",
            "1",
            () -> new ConfigBuilder(Config.empty()).withMasterUrl(server.url()).build());

    // When
    try (Recorder recorder =
        new Recorder(folder, List.of(access), ProducerConfig.defaults(), Clock.systemUTC())) {
      await().until(() -> recorder.connected() == 1);
      server.put(
          "pods", PodJson.of("web", "old", "2", CREATED).waiting("ErrImagePull", "x").json());
      await().until(() -> recorder.lines() == 2);
    }

    // Then
    List<Publication> replayed = new ArrayList<>();
    var unused =
        CaptureFeed.feed(
            List.of(folder), FeedConfig.defaults(), replayed::add, new CaptureListener() {});
    assertThat(replayed.stream().map(Publication::value))
        .filteredOn(PodSnapshot.class::isInstance)
        .extracting(pod -> PodSnapshot.class.cast(pod).getName())
        .contains("web-old-1", "web-old-2");
  }
}
