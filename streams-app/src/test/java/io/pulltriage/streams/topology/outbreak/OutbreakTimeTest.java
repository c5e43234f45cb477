package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.streams.topology.outbreak.Story.NOT_FOUND;
import static io.pulltriage.streams.topology.outbreak.Story.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What one cluster's time does to what another is part of. */
class OutbreakTimeTest {

  private static final String IMAGE = "one.example/team/api:1";
  private static final String ID = "IMAGE/" + IMAGE + "/TAG_NOT_FOUND";

  @Test
  void shouldNotBeClosedForASlowClusterByTheTimeOfOthers() {
    // b's facts are late: its time is 60 when a is hours ahead.
    Story.Ending ending = both().recovers(60, "a", "api").silent("b", 60).until(7200);

    assertThat(ending.open()).containsExactly(ID);
  }

  @Test
  void shouldOpenForAClusterThatLagsAsItWouldHaveInTime() {
    Outbreak inTime = both().until(200).outbreak(ID);

    Outbreak late = both().silent("b", 30).until(200).outbreak(ID);

    assertThat(late.getFirstSeen()).isEqualTo(inTime.getFirstSeen());
    assertThat(late.getClusters()).isEqualTo(inTime.getClusters());
  }

  @Test
  void shouldNotBeHeldOpenByAClusterThatHasGoneSilentForGood() {
    try (Pipeline pipeline = Pipeline.live()) {
      // Given
      fail(pipeline, "a");
      fail(pipeline, "b");
      pipeline.feed(Facts.time("a", at(30)), Facts.time("b", at(30)));
      pipeline.feed(
          Facts.pod(pod("a").running("app", at(40)).at(at(40)).revision(1).build()),
          Facts.time("a", at(40)));

      // When
      goOn(pipeline, 40, 1800);
      Outbreak soon = pipeline.outbreaks().get(ID);
      goOn(pipeline, 1840, 2400);
      Outbreak late = pipeline.outbreaks().get(ID);

      // Then
      assertThat(requireNonNull(soon).getStatus()).isEqualTo(IncidentStatus.OPEN);
      assertThat(requireNonNull(late).getStatus()).isEqualTo(IncidentStatus.RESOLVED);
      assertThat(late.getExplanation())
          .contains("Nothing has been heard of cluster b since " + at(30));
    }
  }

  @Test
  void shouldGoOnWhenASilentClusterIsHeardOfAgain() {
    try (Pipeline pipeline = Pipeline.live()) {
      // Given
      fail(pipeline, "a");
      fail(pipeline, "b");
      pipeline.feed(Facts.time("a", at(30)), Facts.time("b", at(30)));
      pipeline.pass(Duration.ofHours(2));
      // What the clusters have told by now is summed up when the clock goes on.
      pipeline.pass(Duration.ofSeconds(10));
      assertThat(requireNonNull(pipeline.outbreaks().get(ID)).getStatus())
          .isEqualTo(IncidentStatus.RESOLVED);

      // When
      pipeline.feed(Facts.time("a", at(7300)), Facts.time("b", at(7300)));

      // Then
      assertThat(requireNonNull(pipeline.outbreaks().get(ID)).getStatus())
          .isEqualTo(IncidentStatus.OPEN);
      assertThat(requireNonNull(pipeline.outbreaks().get(ID)).getFirstSeen()).isEqualTo(at(5));
    }
  }

  private static Story both() {
    return new Story()
        .cluster("a", "n1")
        .cluster("b", "n1")
        .fails(5, "a/n1", "api", IMAGE, NOT_FOUND)
        .fails(20, "b/n1", "api", IMAGE, NOT_FOUND);
  }

  private static void fail(Pipeline pipeline, String cluster) {
    pipeline.feed(
        Facts.pod(pod(cluster).waiting("app", "ErrImagePull", NOT_FOUND).at(at(5)).build()));
  }

  private static Pods pod(String cluster) {
    return Pods.failing(cluster, "shop", "api").image(IMAGE).on("n1");
  }

  /** Only {@code a} is heard of. */
  private static void goOn(Pipeline pipeline, long from, long seconds) {
    for (long passed = 60; passed <= seconds; passed += 60) {
      pipeline.pass(Duration.ofMinutes(1));
      pipeline.feed(Facts.time("a", at(from + passed)));
    }
  }
}
