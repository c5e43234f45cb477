package io.pulltriage.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageLinesTest {

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
  void shouldReplaceWhatIsNotUtf8() throws IOException {
    assertThat(new MessageLines(new ByteArrayInputStream(new byte[] {'a', -1}), () -> {}).next())
        .isEqualTo(new MessageLines.Line(1, "a\ufffd"));
  }

  @Test
  void shouldNotHoldALineThatIsTooLong() throws IOException {
    // Given
    String fits = "x".repeat(MessageLines.MAX_BYTES);

    // When
    List<MessageLines.Line> lines = lines(fits + "\n" + fits + "y\nz");

    // Then
    assertThat(lines)
        .containsExactly(
            new MessageLines.Line(1, fits),
            new MessageLines.Line(2, null),
            new MessageLines.Line(3, "z"));
  }

  private static List<@Nullable String> texts(String input) throws IOException {
    return lines(input).stream().<@Nullable String>map(MessageLines.Line::text).toList();
  }

  private static List<MessageLines.Line> lines(String input) throws IOException {
    MessageLines reader =
        new MessageLines(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), () -> {});
    List<MessageLines.Line> lines = new ArrayList<>();
    for (var line = reader.next(); line != null; line = reader.next()) {
      lines.add(line);
    }
    return lines;
  }
}
