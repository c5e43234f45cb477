package io.pulltriage.producer.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ClusterStatus;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptureFoldersTest extends CaptureTesting {

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
