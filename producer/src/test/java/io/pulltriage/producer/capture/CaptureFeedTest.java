package io.pulltriage.producer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Successor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CaptureFeedTest extends CaptureTesting {

  @Test
  void shouldMergeTheStreamsByResourceVersion() throws IOException {
    write(
        "c.pods.watch.jsonl",
        failing("1", 10, 10).line("ADDED"),
        failing("1", 20, 10).waiting("ImagePullBackOff", "y").line("MODIFIED"));
    write("c.events.watch.jsonl", event("web-h-1", "e1", 15, 10), event("web-h-1", "e2", 25, 10));

    assertThat(Captures.feed(folder).publications())
        .filteredOn(publication -> publication.kind() != Kind.CLUSTER)
        .extracting(Publication::kind)
        .containsExactly(Kind.POD, Kind.POD_EVENT, Kind.POD, Kind.POD_EVENT);
  }

  @Test
  void shouldGiveWhatIsListedAtFirstTheTimeOfTheBeginning() throws IOException {
    write(
        "c.pods.watch.jsonl",
        failing("new", 900, 3600).line("ADDED"),
        failing("old", 300, 60).line("ADDED"),
        MARK.formatted(900),
        failing("live", 901, 3601).line("ADDED"));

    Captures captures = Captures.feed(folder);

    assertThat(captures.publications())
        .filteredOn(publication -> publication.kind() == Kind.POD)
        .extracting(publication -> publication.key() + " " + publication.time())
        .containsExactly(
            "c/uid-web-h-old " + at(3600),
            "c/uid-web-h-new " + at(3600),
            "c/uid-web-h-live " + at(3601));
    assertThat(captures.summary().start()).isEqualTo(at(3600));
  }

  @Test
  void shouldKeepStreamsTogetherWhoseVersionsAreNotComparable() throws IOException {
    List<String> pods = new ArrayList<>();
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      pods.add(failing("" + i, 1_000_000 + i, 60 * i).line("MODIFIED"));
      events.add(event("web-h-" + i, "e" + i, 1 + i, 60 * i));
    }
    write("c.pods.watch.jsonl", pods.toArray(String[]::new));
    write("c.events.watch.jsonl", events.toArray(String[]::new));

    assertThat(Captures.feed(folder).publications())
        .filteredOn(publication -> publication.kind() == Kind.POD)
        .allSatisfy(
            publication -> {
              PodSnapshot pod = (PodSnapshot) Objects.requireNonNull(publication.value());
              assertThat(Duration.between(pod.getObservedAt(), publication.time()))
                  .isLessThanOrEqualTo(Duration.ofMinutes(2));
            });
  }

  @Test
  void shouldAnnounceEachTimeBeforeAnythingOfItIsPublished() throws IOException {
    write(
        "c.pods.watch.jsonl",
        failing("1", 5, 10).line("MODIFIED"),
        failing("2", 6, 95).line("MODIFIED"));
    List<Instant> announced = new ArrayList<>();
    List<Instant> late = new ArrayList<>();

    CaptureFeed.feed(
        List.of(folder),
        FeedConfig.defaults(),
        publication -> {
          if (announced.get(announced.size() - 1).isBefore(publication.time())) {
            late.add(publication.time());
          }
        },
        new CaptureListener() {
          @Override
          public void beforeRecord(Instant time) {
            announced.add(time);
          }
        });

    assertThat(late).isEmpty();
    assertThat(announced).isSorted().startsWith(at(10)).endsWith(at(95)).hasSizeGreaterThan(8);
  }

  @Test
  void shouldTakePodsThatARelistMissesForGone() throws IOException {
    write(
        "c.pods.watch.jsonl",
        MARK.formatted(1),
        failing("1", 5, 10).line("ADDED"),
        failing("2", 6, 10).line("ADDED"),
        failing("2", 7, 11).line("MODIFIED"),
        GONE,
        running("3", 50, 60).line("ADDED"),
        running("2", 40, 55).line("ADDED"),
        MARK.formatted(51),
        failing("3", 60, 70).line("MODIFIED"));

    Captures captures = Captures.feed(folder);

    assertThat(gone(captures)).containsOnlyKeys("web-h-1");
    assertThat(Objects.requireNonNull(gone(captures).get("web-h-1")).getSuccessors())
        .containsExactly(new Successor("app", "team/web:1", false, Map.of()));
    assertThat(captures.values(Kind.CLUSTER, ClusterStatus.class))
        .anyMatch(
            status ->
                !status.getConnected()
                    && status.getError().orElse("").contains("too old resource version"))
        .anyMatch(status -> status.getConnected() && status.getGap().isPresent());
  }

  @Test
  void shouldTakeAWatchThatBeginsAgainWithoutAWordForARelist() throws IOException {
    write(
        "c.pods.watch.jsonl",
        failing("1", 5, 10).line("ADDED"),
        failing("2", 6, 10).line("ADDED"),
        failing("2", 7, 20).line("MODIFIED"),
        failing("2", 7, 20).line("ADDED"),
        failing("2", 60, 70).waiting("ErrImagePull", "y").line("MODIFIED"));

    Captures captures = Captures.feed(folder);

    assertThat(gone(captures)).containsOnlyKeys("web-h-1");
    assertThat(captures.summary().repeated()).isEqualTo(1);
  }

  @Test
  void shouldNotTakeAWatchThatGoesOnForARelist() throws IOException {
    write(
        "c.pods.watch.jsonl",
        failing("1", 5, 10).line("ADDED"),
        failing("1", 6, 11).waiting("ErrImagePull", "y").line("MODIFIED"),
        "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":500,\"message\":\"etcd\"}}",
        PodJson.of("web", "h", "2", at(30)).changed(at(30), 8).line("ADDED"),
        failing("1", 9, 40).waiting("ErrImagePull", "z").line("MODIFIED"));

    assertThat(gone(Captures.feed(folder))).isEmpty();
  }

  @Test
  void shouldNotMistakeWhatHappensBeforeABookmarkForAList() throws IOException {
    write(
        "c.pods.watch.jsonl",
        failing("1", 5, 10).line("ADDED"),
        failing("2", 6, 10).line("ADDED"),
        failing("2", 7, 11).waiting("ErrImagePull", "y").line("MODIFIED"),
        PodJson.of("web", "h", "3", at(12)).changed(at(12), 8).line("ADDED"),
        MARK.formatted(8),
        failing("1", 9, 40).waiting("ErrImagePull", "z").line("MODIFIED"));

    assertThat(gone(Captures.feed(folder))).isEmpty();
  }

  @Test
  void shouldWorkWithoutNodesAndEvents() throws IOException {
    write("c.pods.watch.jsonl", failing("1", 5, 10).line("ADDED"));

    assertThat(names(Captures.feed(folder))).containsExactly("web-h-1");
  }
}
