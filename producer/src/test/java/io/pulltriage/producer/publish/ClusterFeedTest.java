package io.pulltriage.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Successor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterFeedTest extends FeedTesting {

  @Test
  void shouldBeatWhileNothingHappens() {
    feed.connected(at(0));
    feed.advanceTo(at(35));

    assertThat(published)
        .extracting(Publication::time)
        .containsExactly(at(0), at(10), at(20), at(30));
    assertThat(values(Kind.CLUSTER, ClusterStatus.class).get(3).getObservedAt()).isEqualTo(at(30));
  }

  @Test
  void shouldNotSayThatAllUpToAMomentIsPublishedWhileMoreOfItComes() {
    feed.connected(at(0));
    feed.advanceTo(at(10));
    pod(pullFails("old", "1"), 10);
    pod(pullFails("old", "2"), 10);
    feed.advanceTo(at(11));

    assertThat(published)
        .extracting(Publication::kind)
        .containsExactly(Kind.CLUSTER, Kind.POD, Kind.POD, Kind.CLUSTER);
  }

  @Test
  void shouldTellTheGapOfALostWatch() {
    feed.connected(at(0));
    pod(web("old", "1"), 5);
    feed.disconnected(at(6), "the server at https://me:secret@api said 410");
    feed.connected(at(9));

    List<ClusterStatus> statuses = values(Kind.CLUSTER, ClusterStatus.class);
    assertThat(statuses.get(1).getConnected()).isFalse();
    assertThat(statuses.get(1).getError()).contains("the server at https://***@api said 410");
    assertThat(statuses.get(1).getGap().orElseThrow().getTo()).isEmpty();
    assertThat(statuses.get(2).getConnected()).isTrue();
    assertThat(statuses.get(2).getGap().orElseThrow().getFrom()).isEqualTo(at(5));
    assertThat(statuses.get(2).getGap().orElseThrow().getTo()).contains(at(9));
  }

  @Test
  void shouldEndWithAStatusOfTheEnd() {
    feed.connected(at(0));
    feed.finish(at(33));

    ClusterStatus last = values(Kind.CLUSTER, ClusterStatus.class).get(4);
    assertThat(last.getObservedAt()).isEqualTo(at(33));
    assertThat(published.get(published.size() - 1).time()).isEqualTo(at(33));
  }

  @Test
  void shouldNeverPublishWithATimeBeforeThatOfTheRecordBefore() {
    feed.connected(at(100));
    pod(pullFails("old", "1"), 50);
    event("web-old-1", "Failed", 20);

    assertThat(published).extracting(Publication::time).containsOnly(at(100));
  }

  @Test
  void shouldTakePodsThatAreNotListedForGone() {
    pod(pullFails("old", "1"), 0);
    pod(web("old", "2").running(at(1)), 1);
    feed.retainPods(Set.of("uid-web-old-2"), at(50));

    assertThat(lastGone().getAt()).isEqualTo(at(50));
    assertThat(lastGone().getSuccessors())
        .containsExactly(new Successor("app", "team/web:1", true, Map.of()));
  }

  @Test
  void shouldWithdrawNodesThatAreNotListed() {
    feed.node(node("n1", "True").build(), at(0));
    feed.node(node("n2", "True").build(), at(0));
    feed.retainNodes(Set.of("n2"), at(50));

    assertThat(tombstones()).containsExactly("prod/n1");
  }

  @Test
  void shouldNotPublishHeartbeats() {
    feed.node(node("n1", "True").build(), at(0));
    feed.node(node("n1", "True").setObservedAt(at(300)).setResourceVersion("9").build(), at(300));
    feed.node(node("n1", "Unknown").setObservedAt(at(400)).build(), at(400));

    assertThat(values(Kind.NODE, NodeSnapshot.class))
        .extracting(NodeSnapshot::getRevision)
        .containsExactly(0L, 1L);
  }
}
