package io.pulltriage.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ImageUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageUsageTest extends FeedTesting {

  @Test
  void shouldTellWhereAnImageRuns() {
    pod(web("old", "1").running(at(2)), 2);
    pod(web("old", "2").on("n2").running(at(3)), 3);
    feed.node(node("n1", "True").build(), at(4));
    feed.advanceTo(at(20));

    ImageUsage usage = values(Kind.IMAGE, ImageUsage.class).get(0);
    assertThat(usage.getRunningContainers()).isEqualTo(2);
    assertThat(usage.getNodes()).containsExactly("n1", "n2");
    assertThat(usage.getPlatforms()).containsExactly("linux/arm64");
    assertThat(usage.getZones()).containsExactly("z1");
    assertThat(usage.getLastStart()).contains(at(3));
    assertThat(published).extracting(Publication::key).contains("prod/docker.io/team/web:1");
  }

  @Test
  void shouldPublishAnImageAtMostOnceInTheInterval() {
    for (int second = 0; second < 60; second++) {
      pod(web("old", "pod" + second).running(at(second)), second);
    }
    feed.finish(at(100));

    List<Instant> times =
        published.stream()
            .filter(publication -> publication.kind() == Kind.IMAGE)
            .map(Publication::time)
            .toList();
    assertThat(times).hasSizeBetween(5, 7);
    for (int i = 1; i < times.size(); i++) {
      assertThat(Duration.between(times.get(i - 1), times.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }
    assertThat(values(Kind.IMAGE, ImageUsage.class).get(times.size() - 1).getRunningContainers())
        .isEqualTo(60);
  }

  @Test
  void shouldNotCountAContainerThatKeepsCrashing() {
    pod(web("old", "1").running(at(1)), 1);
    pod(web("old", "1").terminated("Running", "Error", 1, at(2)), 2);
    pod(web("old", "1").running(at(14)).lastRun("Error", 1, at(2)), 14);
    feed.advanceTo(at(60));

    assertThat(values(Kind.IMAGE, ImageUsage.class)).isEmpty();
  }

  @Test
  void shouldTellThatAnImageRunsNoMoreAndWithdrawItAfterAWhile() {
    pod(web("old", "1").running(at(1)), 1);
    feed.podDeleted(web("old", "1").observedIn("prod"), at(100));
    feed.advanceTo(at(2000));

    assertThat(values(Kind.IMAGE, ImageUsage.class))
        .extracting(ImageUsage::getRunningContainers)
        .containsExactly(1, 0);
    assertThat(tombstones()).containsExactly("prod/docker.io/team/web:1");
  }
}
