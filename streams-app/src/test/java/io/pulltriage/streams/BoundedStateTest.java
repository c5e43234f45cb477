package io.pulltriage.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.streams.config.IncidentConfig;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.streams.topology.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is over does not stay: the stores are as large as what is wrong now. */
class BoundedStateTest {

  private static final Duration RETENTION = Duration.ofDays(7);

  @Test
  void shouldKeepNothingButTheClustersWhenAllIsOverAndRetained() {
    try (Pipeline pipeline =
        Pipeline.recorded(new IncidentConfig(Duration.ofSeconds(60), RETENTION))) {
      // Given
      List<Publication> capture = Captures.publications(Captures.TWO_CLUSTERS);
      pipeline.feed(capture);
      assertThat(pipeline.entries())
          .containsKeys(
              Stores.PODS,
              Stores.INCIDENTS,
              Stores.NODES,
              Stores.IMAGES,
              Stores.SUCCESSES,
              Stores.CONTRIBUTIONS,
              Stores.SCOPE_CONTRIBUTIONS,
              Stores.OUTBREAKS);

      // When
      Instant end = capture.get(capture.size() - 1).time().plusSeconds(1);
      last(capture, false).values().forEach(fact -> pipeline.feed(Facts.tombstone(fact, end)));
      pipeline.pass(Duration.ofHours(1));
      for (String cluster : last(capture, true).keySet()) {
        pipeline.feed(Facts.time(cluster, end.plus(Duration.ofHours(1))));
        pipeline.feed(Facts.time(cluster, end.plus(RETENTION)));
      }

      // Then
      assertThat(pipeline.entries()).isEqualTo(Map.of(Stores.CLUSTERS, 2L));
    }
  }

  /** The last fact of each key of the compacted topics, or the last status of each cluster. */
  private static Map<String, Publication> last(List<Publication> capture, boolean statuses) {
    return capture.stream()
        .filter(publication -> publication.kind() != Kind.POD_EVENT)
        .filter(publication -> statuses == (publication.kind() == Kind.CLUSTER))
        .collect(
            Collectors.toMap(
                publication ->
                    statuses ? publication.key() : publication.kind() + publication.key(),
                publication -> publication,
                (one, other) -> other));
  }
}
