package io.pulltriage.producer.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Successor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFeedTest {

  private static final Instant START = Instant.parse("2026-03-04T05:06:00Z");
  private static final String MARK =
      "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\"%d\","
          + "\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}}}}";
  private static final String GONE =
      "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\","
          + "\"message\":\"too old resource version\"}}";

  @TempDir Path folder = Path.of("");

  @Nested
  class BadInput {

    @Test
    void shouldUseTheRestOfAFileWithBadLines() throws IOException {
      write(
          "c.pods.watch.jsonl",
          "not JSON",
          "",
          "{\"type\":\"ADDED\"}",
          "{\"object\":{}}",
          "[1,2]",
          "{\"type\":\"RENAMED\",\"object\":{\"kind\":\"Pod\"}}",
          "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Node\",\"metadata\":{\"name\":\"n\",\"uid\":\"u\"}}}",
          "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Pod\",\"metadata\":{\"name\":\"without-uid\"}}}",
          "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Pod\",\"metadata\":\"text\"}}",
          failing("1", 5, 10).line("MODIFIED") + " trailing",
          "{\"type\":\"MODIFIED\",\"unknown\":1,\"object\":" + failing("2", 6, 11).json() + "}");

      Captures captures = Captures.feed(folder);

      assertThat(captures.problems())
          .extracting(CaptureProblem::line)
          .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
      assertThat(captures.problems())
          .allSatisfy(problem -> assertThat(problem.file()).endsWith("c.pods.watch.jsonl"))
          .extracting(CaptureProblem::message)
          .contains(
              "unknown type of watch event: RENAMED",
              "a Node in a stream of pods",
              "the Pod without-uid has no uid");
      assertThat(names(captures)).containsExactly("web-h-2");
    }

    @Test
    void shouldSkipALineThatIsTooLongWithoutHoldingIt() throws IOException {
      Path file = folder.resolve("c.pods.watch.jsonl.gz");
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'x');
        for (int i = 0; i < 256; i++) {
          out.write(block);
        }
        out.write(
            ("\n" + failing("1", 5, 10).line("MODIFIED") + "\n").getBytes(StandardCharsets.UTF_8));
      }

      Captures captures = Captures.feed(folder);

      assertThat(captures.problems())
          .extracting(CaptureProblem::message)
          .containsExactly("longer than 8388608 bytes");
      assertThat(names(captures)).containsExactly("web-h-1");
    }

    @Test
    void shouldUseWhatATruncatedArchiveHolds() throws IOException {
      byte[] whole = Files.readAllBytes(Captures.TWO_CLUSTERS.resolve("lab-a.pods.watch.jsonl.gz"));
      Files.write(
          folder.resolve("lab-a.pods.watch.jsonl.gz"), Arrays.copyOf(whole, whole.length / 2));

      Captures captures = Captures.feed(folder);

      assertThat(captures.problems()).hasSize(1);
      assertThat(captures.problems().get(0).message()).startsWith("breaks off here");
      assertThat(captures.problems().get(0).line()).isGreaterThan(100);
      assertThat(names(captures)).isNotEmpty();
    }

    @Test
    void shouldUseWhatATruncatedFileHolds() throws IOException {
      String last = failing("2", 6, 11).line("MODIFIED");
      Files.writeString(
          folder.resolve("c.pods.watch.jsonl"),
          failing("1", 5, 10).line("MODIFIED") + "\n" + last.substring(0, last.length() / 2));

      Captures captures = Captures.feed(folder);

      assertThat(captures.problems()).extracting(CaptureProblem::line).containsExactly(2L);
      assertThat(names(captures)).containsExactly("web-h-1");
    }

    @Test
    void shouldGiveUpOnAFileThatIsNoStream() throws IOException {
      byte[] noise = new byte[1 << 20];
      new Random(1).nextBytes(noise);
      Files.write(folder.resolve("c.nodes.watch.jsonl"), noise);
      write("c.pods.watch.jsonl", failing("1", 5, 10).line("MODIFIED"));

      Captures captures = Captures.feed(folder);

      assertThat(captures.problems()).hasSize(101);
      assertThat(captures.problems().get(100).message()).contains("the rest is not read");
      assertThat(names(captures)).containsExactly("web-h-1");
    }

    @Test
    void shouldReportAnEmptyFile() throws IOException {
      Files.createFile(folder.resolve("c.events.watch.jsonl.gz"));

      Captures captures = Captures.feed(folder);

      assertThat(captures.problems())
          .extracting(CaptureProblem::message)
          .containsExactly("is empty");
      assertThat(captures.publications()).isEmpty();
      assertThat(captures.summary().end()).isNull();
    }

    @Test
    void shouldReadAnArchiveByItsContentRatherThanItsName() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(bytes)) {
        out.write(failing("1", 5, 10).line("MODIFIED").getBytes(StandardCharsets.UTF_8));
      }
      Files.write(folder.resolve("c.pods.watch.jsonl"), bytes.toByteArray());
      write("d.pods.watch.jsonl.gz", failing("2", 5, 10).line("MODIFIED"));

      assertThat(names(Captures.feed(folder))).containsExactly("web-h-1", "web-h-2");
    }
  }

  @Nested
  class Folders {

    @Test
    void shouldRefuseWhatIsNoCapture() throws IOException {
      Path missing = folder.resolve("missing");
      Path file = Files.createFile(folder.resolve("file.txt"));

      assertRefused("missing does not exist", missing);
      assertRefused("is not a folder", file);
      assertRefused("holds no capture", folder);
      assertRefused("no capture was named");
    }

    @Test
    void shouldTellNothingNewOfACaptureThatIsThereTwice() {
      Captures once = Captures.feed(Captures.TWO_CLUSTERS);

      Captures twice = Captures.feed(Captures.TWO_CLUSTERS, Captures.TWO_CLUSTERS);

      assertThat(twice.problems()).isEmpty();
      assertThat(twice.summary().clusters()).containsExactly("lab-a", "lab-b");
      assertThat(withoutRepeatedEvents(twice)).isEqualTo(withoutRepeatedEvents(once));
    }

    @Test
    void shouldNoticeWhatWentBetweenTwoCapturesOfACluster() throws IOException {
      Path monday = Files.createDirectory(folder.resolve("monday"));
      Path tuesday = Files.createDirectory(folder.resolve("tuesday"));
      Files.writeString(
          monday.resolve("c.pods.watch.jsonl"),
          failing("1", 5, 10).line("ADDED")
              + '\n'
              + failing("2", 6, 20).line("ADDED")
              + '\n'
              + failing("2", 7, 50).waiting("ImagePullBackOff", "y").line("MODIFIED"));
      Files.writeString(
          tuesday.resolve("c.pods.watch.jsonl"),
          failing("2", 7, 50).waiting("ImagePullBackOff", "y").line("ADDED")
              + '\n'
              + failing("3", 900, 86_400).line("ADDED"));

      Captures captures = Captures.feed(tuesday, monday);

      assertThat(names(captures)).containsExactly("web-h-1", "web-h-2", "web-h-3");
      assertThat(gone(captures)).containsOnlyKeys("web-h-1");
      assertThat(captures.publications().get(1).time()).isBefore(at(60));
    }

    @Test
    void shouldRefuseTheSameStreamTwice() throws IOException {
      Files.createFile(folder.resolve("c.pods.watch.jsonl"));
      Files.createFile(folder.resolve("c.pods.watch.jsonl.gz"));

      assertRefused("the same stream is there twice", folder);
    }

    @Test
    void shouldReadAFolderInsideAnArchive() throws IOException {
      Path archive = folder.resolve("captures.zip");
      try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
        Path inside = Files.createDirectories(zip.getPath("captures", "demo"));
        Files.writeString(
            inside.resolve("c.pods.watch.jsonl"), failing("1", 5, 10).line("MODIFIED") + "\n");

        assertThat(names(Captures.feed(inside))).containsExactly("web-h-1");
      }
    }

    @Test
    void shouldFinishCapturesOfDifferentDaysEachAtItsEnd() throws IOException {
      Path monday = Files.createDirectory(folder.resolve("monday"));
      Path tuesday = Files.createDirectory(folder.resolve("tuesday"));
      Files.writeString(monday.resolve("m.pods.watch.jsonl"), failing("1", 5, 10).line("MODIFIED"));
      Files.writeString(
          tuesday.resolve("t.pods.watch.jsonl"), failing("2", 5, 86_400).line("MODIFIED"));

      Captures captures = Captures.feed(tuesday, monday);

      assertThat(captures.values(Kind.CLUSTER, ClusterStatus.class))
          .extracting(ClusterStatus::getCluster)
          .containsExactly("m", "m", "m", "t", "t", "t");
      assertThat(captures.publications())
          .filteredOn(publication -> publication.key().startsWith("m"))
          .extracting(Publication::time)
          .containsOnly(at(10));
    }

    private void assertRefused(String message, Path... folders) {
      assertThatThrownBy(() -> Captures.feed(folders))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining(message);
    }
  }

  @Nested
  class Order {

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
  }

  @Nested
  class Relists {

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
          .containsExactly(new Successor("app", "team/web:1"));
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

  /** As text, for records cannot be compared otherwise; an event may come again. */
  private static List<String> withoutRepeatedEvents(Captures captures) {
    return captures.publications().stream()
        .filter(publication -> publication.kind() != Kind.CLUSTER)
        .map(
            publication ->
                publication.kind() + publication.key() + publication.time() + publication.value())
        .distinct()
        .sorted()
        .toList();
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private static PodJson failing(String name, long version, int second) {
    return PodJson.of("web", "h", name, at(0))
        .waiting("ImagePullBackOff", "x")
        .changed(at(second), version);
  }

  private static PodJson running(String name, long version, int second) {
    return PodJson.of("web", "h", name, at(0)).running(at(second)).changed(at(second), version);
  }

  private static String event(String pod, String uid, long version, int second) {
    return """
        {"type":"ADDED","object":{"kind":"Event","apiVersion":"v1","metadata":{"name":"%2$s","uid":"%2$s","resourceVersion":"%3$d","creationTimestamp":"%4$s"},"involvedObject":{"kind":"Pod","namespace":"shop","name":"%1$s","uid":"uid-%1$s"},"reason":"Failed","message":"m","lastTimestamp":"%4$s"}}"""
        .formatted(pod, uid, version, at(second));
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private static List<String> names(Captures captures) {
    return captures
        .values(Kind.POD, PodSnapshot.class)
        .map(PodSnapshot::getName)
        .distinct()
        .sorted()
        .toList();
  }

  private static Map<String, PodGone> gone(Captures captures) {
    Map<String, PodGone> gone = new TreeMap<>();
    captures
        .values(Kind.POD, PodSnapshot.class)
        .forEach(pod -> pod.getGone().ifPresent(how -> gone.put(pod.getName(), how)));
    return gone;
  }
}
