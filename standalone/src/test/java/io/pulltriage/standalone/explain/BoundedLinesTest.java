package io.pulltriage.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

  @Test
  void shouldEndLinesAtLfAndCrLf() throws IOException {
    assertThat(texts("a\nb\r\n\nc\rd")).containsExactly("a", "b", "", "c\rd");
    assertThat(texts("a\n")).containsExactly("a");
    assertThat(texts("\n")).containsExactly("");
    assertThat(texts("")).isEmpty();
  }

  @Test
  void shouldDropAByteOrderMark() throws IOException {
    assertThat(texts("\ufeffa\n\ufeffb")).containsExactly("a", "\ufeffb");
  }

  @Test
  void shouldJoinWhatComesInPieces() throws IOException {
    // Given
    String line = "ä".repeat(100_000);

    // When
    List<String> texts = texts("x\n" + line + "\ny");

    // Then
    assertThat(texts).containsExactly("x", line, "y");
  }

  @Test
  void shouldCutALongLineAndReadTheNext() throws IOException {
    // Given
    String fits = "x".repeat(BoundedLines.MAX_LINE_BYTES);

    // When
    List<BoundedLines.Line> lines = lines(fits + "\n" + fits + "yy\nz");

    // Then
    assertThat(lines)
        .containsExactly(
            new BoundedLines.Line(1, fits, false),
            new BoundedLines.Line(2, fits, true),
            new BoundedLines.Line(3, "z", false));
  }

  private static List<String> texts(String input) throws IOException {
    return lines(input).stream().map(BoundedLines.Line::text).toList();
  }

  private static List<BoundedLines.Line> lines(String input) throws IOException {
    BoundedLines reader =
        new BoundedLines(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), () -> {});
    List<BoundedLines.Line> lines = new ArrayList<>();
    for (var line = reader.next(); line != null; line = reader.next()) {
      lines.add(line);
    }
    return lines;
  }
}
