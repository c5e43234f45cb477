package io.pulltriage.standalone.cli;

import static io.pulltriage.standalone.cli.ExplainCommandTest.TAG_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes in and out when there are many messages, or nobody to read the answers. */
class ExplainLinesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldAnswerEveryLineInOrderWhateverItHolds() throws IOException {
    // Given
    String input =
        String.join(
            "\r\n",
            TAG_MISSING,
            "",
            "{\"message\":\"Back-off pulling image \\\"x\\\"\",\"labels\":{\"a\":[1,{}]}}",
            "{\"level\":\"info\"}",
            "{not json: Back-off pulling image \"x\"",
            "Readiness probe failed");

    // When
    Outcome outcome = Outcome.reading(utf8(input), "explain", "-", "--output", "json");

    // Then
    assertThat(causes(outcome))
        .containsExactly(
            "TAG_NOT_FOUND", "NOT_PULL", "NO_DETAIL", "NOT_PULL", "NO_DETAIL", "NOT_PULL");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "pulltriage explain: line 4: the JSON object has no text \"message\"");
  }

  @Test
  void shouldLeaveWhatIsNoMessageOfOursWithoutPhaseAndSteps() throws IOException {
    // When
    Outcome outcome = Outcome.of("explain", "Readiness probe failed", "--output", "json");

    // Then
    JsonNode answer = JSON.readTree(outcome.out());
    assertThat(answer.get("cause").textValue()).isEqualTo("NOT_PULL");
    assertThat(answer.get("phase").isNull()).isTrue();
    assertThat(answer.get("remediation")).isEmpty();
    assertThat(answer.get("title").textValue()).isNotEmpty();
  }

  @Test
  void shouldReadBytesThatAreNoText() throws IOException {
    // Given
    byte[] input = {(byte) 0xff, 0, (byte) 0xc3, '\n', 0x1b, '[', '3', '1', 'm', '\n'};

    // When
    Outcome json = Outcome.reading(input, "explain", "-", "--output", "json");
    Outcome text = Outcome.reading(input, "explain", "-");

    // Then
    assertThat(causes(json)).containsExactly("NOT_PULL", "NOT_PULL");
    assertThat(json.status()).isZero();
    assertThat(text.out()).doesNotContain("\u001b").contains("\\u001b[31m");
  }

  @Test
  void shouldSayThatALineIsTooLongAndReadTheNext() throws IOException {
    // Given
    byte[] input = utf8("x".repeat(3 << 20) + '\n' + TAG_MISSING);

    // When
    Outcome outcome = Outcome.reading(input, "explain", "-", "--output", "json");

    // Then
    assertThat(causes(outcome)).containsExactly("NOT_PULL", "TAG_NOT_FOUND");
    assertThat(outcome.err()).contains("line 1: longer than 1048576 bytes");
    assertThat(outcome.status()).isEqualTo(1);
  }

  @Test
  void shouldNotFloodStandardErrorWithTheSameComplaint() {
    // Given
    byte[] input = utf8("{}\n".repeat(1000));

    // When
    Outcome outcome = Outcome.reading(input, "explain", "-", "--output", "json");

    // Then
    assertThat(outcome.outLines()).hasSize(1000);
    assertThat(outcome.errLines()).hasSize(11).last().asString().contains("990 more");
  }

  @Test
  void shouldReadStandardInputWhereNoMessageIsGivenAndNobodyTypes() throws IOException {
    // When
    Outcome outcome = Outcome.reading(utf8(TAG_MISSING), "explain", "--output", "json");

    // Then
    assertThat(causes(outcome)).containsExactly("TAG_NOT_FOUND");
  }

  @Test
  void shouldNotWaitForSomebodyToType() {
    // Given
    Screen screen = new Screen(true, true, 100, false);

    // When
    Outcome outcome = Outcome.of(screen, new byte[0], Outcome.NO_REPLAY, "explain");

    // Then
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("no message given");
  }

  @Test
  void shouldEndQuietlyWhenNobodyReadsOn() {
    assertThat(statusWritingTo(failing("Broken pipe"))).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void shouldFailWhenResultsCannotBeWritten() {
    Outcome outcome = statusWritingTo(failing("No space left on device"));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "pulltriage: cannot write to standard output: No space left on device");
  }

  @Test
  void shouldAnswerBeforeItWaitsForMore() {
    // Given
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder seenAtWait = new StringBuilder();
    ByteArrayInputStream input =
        new ByteArrayInputStream(utf8("first\n")) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            if (available() == 0) {
              seenAtWait.append(out.toString(StandardCharsets.UTF_8));
            }
            return super.read(buffer, offset, length);
          }
        };
    Console console =
        Console.of(
            input, out, OutputStream.nullOutputStream(), new Screen(false, false, 80, false));

    // When
    CommandLines.run(
        new String[] {"explain", "-"},
        console,
        Outcome.NO_REPLAY,
        Outcome.NO_RUN,
        Outcome.NO_RECLASSIFIER);

    // Then
    assertThat(seenAtWait).contains("NOT_PULL");
  }

  private static Outcome statusWritingTo(OutputStream out) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        Console.of(
            new ByteArrayInputStream(utf8("x\n".repeat(100_000))),
            out,
            err,
            new Screen(false, false, 80, false));
    int status =
        CommandLines.run(
            new String[] {"explain", "-"},
            console,
            Outcome.NO_REPLAY,
            Outcome.NO_RUN,
            Outcome.NO_RECLASSIFIER);
    return new Outcome(status, "", err.toString(StandardCharsets.UTF_8));
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(message);
      }
    };
  }

  private static List<String> causes(Outcome outcome) throws IOException {
    try (var answers = JSON.readerFor(JsonNode.class).<JsonNode>readValues(outcome.out())) {
      return answers.readAll().stream().map(answer -> answer.get("cause").textValue()).toList();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
