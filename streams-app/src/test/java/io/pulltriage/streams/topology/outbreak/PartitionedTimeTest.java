package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.streams.topology.outbreak.Story.NOT_FOUND;
import static io.pulltriage.streams.topology.outbreak.Story.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.internal.TimeMarker;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.testkit.Pods;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same image is missing in two clusters and comes back in both; every stage has two partitions,
 * and what comes of one cluster through one of them is slow.
 */
class PartitionedTimeTest {

  private static final String IMAGE = "one.example/team/api:1";
  private static final String ID = "IMAGE/" + IMAGE + "/TAG_NOT_FOUND";

  private final Pipeline pipeline = Pipeline.partitionOf(2);

  @BeforeEach
  void open() {
    for (String cluster : new String[] {"slow", "fast"}) {
      Pods pod = Pods.failing(cluster, "shop", "api").image(IMAGE).on("n1");
      pipeline.feed(
          Facts.pod(pod.waiting("app", "ErrImagePull", NOT_FOUND).at(at(5)).build()),
          Facts.pod(pod.running("app", at(60)).at(at(60)).revision(1).build()));
      reach(cluster, 30, 30, 30);
    }
    assertThat(outbreak()).isEqualTo(IncidentStatus.OPEN);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldNotCloseAClustersIncidentsByTheTimeOfAnother() {
    reach("fast", 500, 500, 500);

    // One partition of the slow cluster's cases has not come further than this.
    reach("slow", 500, 90, 500);

    assertThat(incidents())
        .isEqualTo(Map.of("fast", IncidentStatus.RESOLVED, "slow", IncidentStatus.OPEN));
    assertThat(outbreak()).isEqualTo(IncidentStatus.OPEN);
  }

  @Test
  void shouldNotCloseAnOutbreakByTheTimeOfAnotherCluster() {
    reach("fast", 500, 500, 500);

    // Its incidents are over, but one partition of them has told of nothing later than this.
    reach("slow", 500, 500, 90);

    assertThat(incidents())
        .isEqualTo(Map.of("fast", IncidentStatus.RESOLVED, "slow", IncidentStatus.RESOLVED));
    assertThat(outbreak()).isEqualTo(IncidentStatus.OPEN);
  }

  @Test
  void shouldCloseAllWhenTheSlowPartitionHasComeAsFar() {
    reach("fast", 500, 500, 500);
    reach("slow", 500, 90, 90);

    reach("slow", 500, 500, 500);

    assertThat(incidents().values()).containsOnly(IncidentStatus.RESOLVED);
    assertThat(outbreak()).isEqualTo(IncidentStatus.RESOLVED);
  }

  /**
   * All facts of a cluster have come.
   *
   * @param here to which second, in the partition of this pipeline
   * @param cases to which, in the other partition of the cases
   * @param incidents to which, in the other partition of the incidents
   */
  private void reach(String cluster, long here, long cases, long incidents) {
    pipeline.feed(Facts.time(cluster, at(here)));
    pipeline.feed(new TimeMarker(cluster, at(cases), 1));
    pipeline.feedOutbreaks(new TimeMarker(cluster, at(incidents), 1));
  }

  private IncidentStatus outbreak() {
    return requireNonNull(pipeline.outbreaks().get(ID)).getStatus();
  }

  private Map<String, IncidentStatus> incidents() {
    return pipeline.incidents().values().stream()
        .collect(Collectors.toMap(Incident::getCluster, Incident::getStatus));
  }
}
