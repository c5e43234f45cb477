package io.pulltriage.streams.topology.triage;

import static io.pulltriage.schemas.Cause.NO_DETAIL;
import static io.pulltriage.schemas.Cause.PULL_STALLED;
import static io.pulltriage.schemas.Cause.TAG_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.ClusterPartitioner;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What TRIAGE makes of each kind of fact, seen in the incidents that follow. */
class TriageStageTest {

  private static final Instant START = Pods.LONG_AGO;
  private static final String IMAGE = "ghcr.io/team/api:1.4.2";
  private static final String NOT_FOUND =
      "failed to pull and unpack image \"%s\": failed to resolve image: %s: not found"
          .formatted(IMAGE, IMAGE);

  @AutoClose private final Pipeline pipeline = Pipeline.recorded();

  private final Pods api = Pods.failing("lab-a", "shop", "api").on("n1");

  @Test
  void shouldReadTheCauseFromASnapshotAlone() {
    pipeline.feed(Facts.pod(failing()));

    assertThat(pipeline.incident().getCause()).isEqualTo(TAG_NOT_FOUND);
  }

  @Test
  void shouldReadFromEventsWhatTheStatusDoesNotSay() {
    // Given
    PodSnapshot silent =
        api.waiting("app", "ImagePullBackOff", "Back-off pulling image \"" + IMAGE + '"').build();
    pipeline.feed(Facts.pod(silent));
    assertThat(pipeline.incident().getCause()).isEqualTo(NO_DETAIL);

    // When
    pipeline.feed(
        Facts.event(
            Events.warning(silent, "Failed", "Failed to pull image: " + NOT_FOUND).build()));

    // Then
    assertThat(pipeline.incident().getCause()).isEqualTo(TAG_NOT_FOUND);
  }

  @Test
  void shouldKeepEventsForASnapshotThatComesLater() {
    PodSnapshot silent = api.waiting("app", "ImagePullBackOff", "Back-off").build();

    pipeline.feed(
        Facts.event(Events.warning(silent, "Failed", "Failed to pull image: " + NOT_FOUND).build()),
        Facts.pod(silent));

    assertThat(pipeline.incident().getCause()).isEqualTo(TAG_NOT_FOUND);
  }

  @Test
  void shouldLookAgainAtTheFailingPodsOfANodeThatChanges() {
    // Given
    pipeline.feed(
        Facts.node(Nodes.ready("lab-a", "n1").build()),
        Facts.pod(
            api.waiting("app", "ErrImagePull", "dial tcp 10.0.0.9:443: i/o timeout").build()));
    assertThat(nodeEvidence()).isEmpty();

    // When
    pipeline.feed(
        Facts.node(
            Nodes.ready("lab-a", "n1")
                .zone("eu-1a")
                .condition("NetworkUnavailable", "True", "NoRouteCreated")
                .revision(1)
                .at(START.plusSeconds(5))
                .build()));
    // Then
    assertThat(nodeEvidence()).isEmpty();

    // When
    pipeline.feed(time(6));
    // Then
    assertThat(pipeline.incident().getZones()).containsExactly("eu-1a");
    assertThat(nodeEvidence()).singleElement().asString().contains("NetworkUnavailable");
  }

  @Test
  void shouldNotGoBackToAnOlderShapeOfANode() {
    // Given
    Nodes node = Nodes.ready("lab-a", "n1").zone("old");
    var old = Facts.node(node.build());
    var now = Facts.node(node.zone("new").revision(1).at(START.plusSeconds(5)).build());

    // When
    pipeline.feed(old, now, old);
    pipeline.feed(Facts.pod(failing()));

    // Then
    assertThat(pipeline.incident().getZones()).containsExactly("new");
  }

  @Test
  void shouldTellWhereTheSameImageRuns() {
    // Given
    pipeline.feed(Facts.pod(failing()));

    // When
    pipeline.feed(usage(IMAGE, 0, "n7"), time(5));

    // Then
    assertThat(pipeline.incident().getExplanation()).contains("runs in 1 container", "n7");
  }

  @Test
  void shouldNotGoBackToAnOlderUseOfAnImage() {
    pipeline.feed(
        Facts.pod(failing()), usage(IMAGE, 9, "n7"), usage(IMAGE, 5, "n8", "n9"), time(10));

    assertThat(pipeline.incident().getExplanation()).contains("runs in 1 container", "n7");
  }

  @Test
  void shouldNotTellWhereAnotherImageRuns() {
    pipeline.feed(Facts.pod(failing()), usage("ghcr.io/team/other:1.4.2", 0, "n7"), time(5));

    assertThat(pipeline.incident().getExplanation()).doesNotContain("runs in");
  }

  @Test
  void shouldForgetTheUseOfAnImageThatRunsNoMore() {
    var usage = usage(IMAGE, 0, "n7");
    pipeline.feed(Facts.pod(failing()), usage, time(5));
    assertThat(pipeline.incident().getExplanation()).contains("runs in 1 container");

    pipeline.feed(Facts.tombstone(usage, START.plusSeconds(70)), time(80));

    assertThat(pipeline.incident().getExplanation()).doesNotContain("runs in");
  }

  @Test
  void shouldTakeTheContainersOfAWithdrawnPodForGone() {
    PodSnapshot pod = failing();

    pipeline.feed(Facts.pod(pod), Facts.withdrawal(pod, START.plusSeconds(30)), time(90));

    assertThat(pipeline.incident().getResolution().orElseThrow()).hasToString("DELETED");
    assertThat(pipeline.incident().getResolvedAt()).contains(START.plusSeconds(30));
  }

  @Test
  void shouldStillLearnTheNodeOfAPodThatIsWithdrawnAlready() {
    PodSnapshot pod = failing();

    pipeline.feed(
        Facts.pod(pod),
        Facts.withdrawal(pod, START.plusSeconds(30)),
        Facts.node(Nodes.ready("lab-a", "n1").zone("eu-1a").build()),
        time(40));

    assertThat(pipeline.incident().getZones()).containsExactly("eu-1a");
  }

  @Test
  void shouldNoticeAStalledPullByTimeAlone() {
    // Given
    pulling(pipeline);

    // When
    pipeline.feed(time(179));
    // Then
    assertThat(pipeline.incidents()).isEmpty();

    // When
    pipeline.feed(time(180));
    // Then
    assertThat(pipeline.incident().getCause()).isEqualTo(PULL_STALLED);
  }

  @Test
  void shouldNoticeAStalledPullOfALiveClusterInSilence() {
    try (Pipeline live = Pipeline.live()) {
      // Given
      pulling(live);
      live.feed(Facts.time("lab-a", START));

      // When
      live.pass(Duration.ofSeconds(170));
      // Then
      assertThat(live.incidents()).isEmpty();

      // When
      live.pass(Duration.ofSeconds(11));
      // Then
      assertThat(live.incident().getCause()).isEqualTo(PULL_STALLED);
    }
  }

  @Test
  void shouldNotLetTheClockOfThisMachineGoOnForAClusterThatSpeaks() {
    try (Pipeline live = Pipeline.live()) {
      // Given a pull that stalls 20 seconds after the last status
      pulling(live);
      live.feed(time(160));

      // When
      live.pass(Duration.ofSeconds(29));
      // Then
      assertThat(live.incidents()).isEmpty();

      // When
      live.pass(Duration.ofSeconds(2));
      // Then
      assertThat(live.incident().getCause()).isEqualTo(PULL_STALLED);
    }
  }

  @Test
  void shouldNeverLetTheClockOfThisMachineGoOnForARecording() {
    // Given
    pulling(pipeline);
    pipeline.feed(time(160));

    // When
    pipeline.pass(Duration.ofHours(1));

    // Then
    assertThat(pipeline.incidents()).isEmpty();
  }

  @Test
  void shouldNotGoBackInTime() {
    // Given
    PodSnapshot pod = failing();
    pipeline.feed(Facts.pod(pod), Facts.withdrawal(pod, START.plusSeconds(30)), time(90));
    pipeline.written();

    // When
    pipeline.feed(time(50));

    // Then
    assertThat(pipeline.written()).isEmpty();
    assertThat(pipeline.incident().getResolvedAt()).contains(START.plusSeconds(30));
  }

  @Test
  void shouldRefuseARecordInAPartitionThatIsNotItsClusters() {
    try (Pipeline first = Pipeline.firstOf(3)) {
      for (String cluster : List.of("lab-a", "lab-b", "lab-c", "lab-d", "lab-e")) {
        int partition = ClusterPartitioner.partition(cluster, 3);
        Publication status = Facts.time(cluster, START);
        if (partition == 0) {
          first.feed(status);
        } else {
          assertThatThrownBy(() -> first.feed(status))
              .rootCause()
              .hasMessageContaining(
                  "key %s belongs in partition %d of 3, the record was in 0"
                      .formatted(cluster, partition));
        }
      }
    }
  }

  @Test
  void shouldRefuseARecordThatStandsUnderAnotherKey() {
    PodSnapshot pod = failing();
    var elsewhere = new Publication(Publication.Kind.POD, "lab-a/other", pod, START);

    assertThatThrownBy(() -> pipeline.feed(elsewhere))
        .rootCause()
        .hasMessageContaining("lab-a/other")
        .hasMessageContaining(pod.getUid());
  }

  @Test
  void shouldKeepNothingOfAPodThatNobodyTellsOf() {
    pipeline.feed(
        Facts.node(Nodes.ready("lab-a", "n1").build()),
        usage(IMAGE, 0, "n1"),
        Facts.withdrawal(failing(), START));

    assertThat(pipeline.entries()).doesNotContainKeys(Stores.PODS);
  }

  private PodSnapshot failing() {
    return api.waiting("app", "ErrImagePull", NOT_FOUND).build();
  }

  private static Publication usage(String image, long second, String... nodes) {
    return Facts.usage(
        "lab-a", image, START.plusSeconds(second), List.of(nodes), List.of("linux/arm64"));
  }

  private static Publication time(long second) {
    return Facts.time("lab-a", START.plusSeconds(second));
  }

  private void pulling(Pipeline into) {
    PodSnapshot pod = api.waiting("app", "ContainerCreating", "").build();
    into.feed(
        Facts.pod(pod),
        Facts.event(
            Events.normal(pod, "Pulling", "Pulling image \"" + IMAGE + '"').at(START).build()));
  }

  private List<String> nodeEvidence() {
    Incident incident = pipeline.incident();
    return incident.getEvidence().stream()
        .filter(evidence -> evidence.getSource() == EvidenceSource.NODE)
        .map(Object::toString)
        .filter(evidence -> !evidence.contains("Platform"))
        .toList();
  }
}
