package io.pulltriage.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledCaptureTest {

  @Test
  void shouldHoldTheStreamsOfBothClustersWithoutTheAnswers() throws IOException {
    try (BundledCapture capture = BundledCapture.open(getClass().getClassLoader())) {
      assertThat(names(capture.folder()))
          .containsExactly(
              "lab-a.events.watch.jsonl.gz",
              "lab-a.nodes.watch.jsonl.gz",
              "lab-a.pods.watch.jsonl.gz",
              "lab-b.events.watch.jsonl.gz",
              "lab-b.nodes.watch.jsonl.gz",
              "lab-b.pods.watch.jsonl.gz");
    }
  }

  @Test
  void shouldReadFromAJarWhereverItLies(@TempDir Path folder) throws IOException {
    // Given
    Path jar = Files.createDirectory(folder.resolve("a b!c")).resolve("program.jar");
    write(jar, "captures/two-clusters/", "captures/two-clusters/c.pods.watch.jsonl");

    // When
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
        BundledCapture capture = BundledCapture.open(loader);
        BundledCapture again = BundledCapture.open(loader)) {

      // Then
      assertThat(names(capture.folder())).containsExactly("c.pods.watch.jsonl");
      assertThat(names(again.folder())).containsExactly("c.pods.watch.jsonl");
    }
  }

  @Test
  void shouldSayThatTheProgramWasPackedWithoutIt() throws IOException {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      assertThatThrownBy(() -> BundledCapture.open(empty))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("captures/two-clusters");
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void write(Path jar, String... entries) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        out.putNextEntry(new JarEntry(entry));
        out.closeEntry();
      }
    }
  }
}
