package io.pulltriage.producer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BadCapturesTest extends CaptureTesting {

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

    assertThat(captures.problems()).extracting(CaptureProblem::message).containsExactly("is empty");
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
