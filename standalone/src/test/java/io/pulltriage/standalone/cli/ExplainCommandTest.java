package io.pulltriage.standalone.cli;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  private static final String TAG_MISSING =
      "Failed to pull image \"ghcr.io/team/api:1.4.3\": rpc error: code = NotFound desc = failed to"
          + " pull and unpack image \"ghcr.io/team/api:1.4.3\": failed to resolve reference"
          + " \"ghcr.io/team/api:1.4.3\": ghcr.io/team/api:1.4.3: not found";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldPrintOneObjectWithTheContractsFields() throws IOException {
    // When
    Outcome outcome = Outcome.of("explain", TAG_MISSING, "--output", "json");

    // Then
    assertThat(outcome.status()).isZero();
    assertThat(outcome.outLines()).hasSize(1);
    JsonNode answer = JSON.readTree(outcome.out());
    assertThat(answer.fieldNames())
        .toIterable()
        .containsExactly("cause", "phase", "confidence", "rule", "title", "remediation");
    assertThat(answer.get("cause").textValue()).isEqualTo("TAG_NOT_FOUND");
    assertThat(answer.get("phase").textValue()).isEqualTo("PULL");
    assertThat(answer.get("rule").textValue()).isNotEmpty();
    assertThat(answer.get("remediation")).isNotEmpty();
  }

  @Test
  void shouldAddToTheContractsFieldsWhyOnlyWhenAsked() throws IOException {
    // Given
    String message = "Größe 😀: " + TAG_MISSING;

    // When
    Outcome outcome = Outcome.of("explain", message, "--why", "--output", "json");

    // Then
    JsonNode answer = JSON.readTree(outcome.out());
    assertThat(answer.fieldNames())
        .toIterable()
        .containsExactly("cause", "phase", "confidence", "rule", "title", "remediation", "why");
    JsonNode won = answer.at("/why/considered/0");
    assertThat(won.get("outcome").textValue()).isEqualTo("WON");
    assertThat(won.get("rule")).isEqualTo(answer.get("rule"));
    JsonNode match = won.at("/matches/0");
    int[] characters = message.codePoints().toArray();
    int start = match.get("start").intValue();
    assertThat(new String(characters, start, match.get("end").intValue() - start))
        .isEqualTo(match.get("text").textValue())
        .isNotBlank();
  }

  @Test
  void shouldMarkForAPersonWhatMatched() {
    // When
    Outcome outcome = Outcome.of("explain", TAG_MISSING, "--why");

    // Then
    assertThat(outcome.out()).contains("  matched    ").contains("«").contains("  won        ");
    assertThat(outcome.outLines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void shouldSayWhyOfEachLine() throws IOException {
    // When
    Outcome outcome =
        Outcome.reading(
            utf8(TAG_MISSING + "\nzzz\n{\"a\":1}\n"), "explain", "-", "--why", "--output", "json");

    // Then
    assertThat(outcome.outLines()).hasSize(3);
    for (String line : outcome.outLines()) {
      assertThat(JSON.readTree(line).at("/why/considered").isArray()).isTrue();
    }
  }

  @Test
  void shouldExplainToAPersonWhatItMeansAndWhatToDo() {
    // When
    Outcome outcome = Outcome.of("explain", TAG_MISSING);

    // Then
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .startsWith("TAG_NOT_FOUND: ")
        .contains("  phase      getting the image")
        .contains("  meaning    ")
        .contains("  rule       ")
        .contains("  what to do 1. ");
    assertThat(outcome.outLines()).allMatch(line -> line.length() <= 100);
  }

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
  void shouldAddWhatIsKnownAboutTheImage() {
    // Given
    String image = "mcr.microsoft.com/mssql/server:2022-express";
    String message = "{\"message\":\"manifest unknown\",\"image\":\"" + image + "\"}";

    // When
    Outcome fromOption = Outcome.of("explain", "manifest unknown", "--image", image);
    Outcome fromField = Outcome.of("explain", message);

    Outcome fromText =
        Outcome.of("explain", "Failed to pull image \"" + image + "\": manifest unknown");

    // Then
    assertThat(fromOption.out()).contains("MSSQL_PID");
    assertThat(fromField.out()).isEqualTo(fromOption.out());
    assertThat(fromText.out()).contains("MSSQL_PID");
  }

  @Test
  void shouldWriteTheImageIntoTheSteps() {
    // When
    Outcome named =
        Outcome.of("explain", "manifest unknown", "--image", "nginx:1.99", "--output", "json");
    Outcome unnamed = Outcome.of("explain", "manifest unknown", "--output", "json");

    // Then
    assertThat(named.out())
        .contains("crane ls docker.io/library/nginx ")
        .contains("kubectl -n NAMESPACE set image WORKLOAD CONTAINER=NEW_IMAGE");
    assertThat(unnamed.out()).contains("crane ls REPOSITORY ");
  }

  @Test
  void shouldTakeAMessageLiterally() {
    // When
    Outcome outcome = Outcome.of("explain", "@" + TAG_MISSING);

    // Then
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).startsWith("TAG_NOT_FOUND");
  }

  @Test
  void shouldSayInALineWhatIsWrongWithARuleFile(@TempDir Path folder) throws IOException {
    // Given
    Path broken = Files.writeString(folder.resolve("mine.yaml"), "rules: [{");

    // When
    Outcome missing = Outcome.of("explain", "x", "--rules", folder.resolve("no.yaml").toString());
    Outcome wrong = Outcome.of("explain", "x", "--rules", broken.toString());

    // Then
    assertThat(List.of(missing.status(), wrong.status())).containsExactly(1, 1);
    assertThat(missing.errLines()).hasSize(1).first().asString().contains("no.yaml");
    assertThat(wrong.errLines()).hasSize(1).first().asString().contains("mine.yaml");
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
