package io.pulltriage.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  /** As containerd says it. */
  static final String TAG_MISSING =
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
            (TAG_MISSING + "\nzzz\n{\"a\":1}\n").getBytes(StandardCharsets.UTF_8),
            "explain",
            "-",
            "--why",
            "--output",
            "json");

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
        .contains("kubectl --context CONTEXT -n NAMESPACE set image WORKLOAD CONTAINER=NEW_IMAGE");
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
}
