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

class RulesCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String RULES =
      """
      rules:
        - id: our-gateway
          cause: PROXY_FAILURE
          any: ["corporate gateway"]
          example: blocked by corporate gateway
      examples:
        - {message: corporate gateway, expect: PROXY_FAILURE}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @Test
  void shouldSayThatAllExamplesPassed() throws IOException {
    // When
    Outcome outcome = Outcome.of("rules", "test", file(RULES));

    // Then
    assertThat(outcome.status()).isZero();
    assertThat(outcome.outLines()).hasSize(3).last().isEqualTo("2 passed, 0 failed");
  }

  @Test
  void shouldSayWhyAnExampleFailed() throws IOException {
    // Given
    String file =
        file(RULES + "  - {message: 'a gateway blocked: toomanyrequests', rule: our-gateway}\n");

    // When
    Outcome outcome = Outcome.of("rules", "test", file);

    // Then
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("FAIL " + file + ":8 a gateway blocked: toomanyrequests")
        .contains("rule 'rate-limited' decides (RATE_LIMITED), not 'our-gateway'")
        .contains("»toomanyrequests«")
        .contains("our-gateway: none of its phrases stands in the text")
        .endsWith("2 passed, 1 failed\n");
  }

  @Test
  void shouldPrintAnObjectForEachExample() throws IOException {
    // When
    Outcome outcome = Outcome.of("rules", "test", file(RULES), "--output", "json");

    // Then
    assertThat(outcome.outLines()).hasSize(2);
    JsonNode first = JSON.readTree(outcome.outLines().get(0));
    assertThat(first.get("passed").booleanValue()).isTrue();
    assertThat(first.get("line").intValue()).isEqualTo(5);
    assertThat(first.at("/why/considered/0/origin").textValue()).isEqualTo("user");
  }

  @Test
  void shouldNameFileLineAndKeyOfWhatIsWrong() throws IOException {
    // Given
    String file = file(RULES.replace("cause:", "cuase:"));

    // When
    Outcome outcome = Outcome.of("rules", "test", file);

    // Then
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(file + ": line ").contains("'cuase'").contains("'cause'");
  }

  @Test
  void shouldListUsersRulesBeforeOthersWithTheirVersion() throws IOException {
    // When
    Outcome outcome = Outcome.of("rules", "list", "--rules", file(RULES));

    // Then
    List<String> lines = outcome.outLines();
    assertThat(lines.get(1)).startsWith("our-gateway ").contains("PROXY_FAILURE");
    assertThat(lines).anyMatch(line -> line.startsWith("rate-limited "));
    assertThat(lines.get(lines.size() - 1)).startsWith("rules version ");
  }

  @Test
  void shouldShowARuleInFull() throws IOException {
    // When
    Outcome outcome = Outcome.of("rules", "show", "our-gateway", "--rules", file(RULES));

    // Then
    assertThat(outcome.out())
        .startsWith("our-gateway: PROXY_FAILURE")
        .contains("corporate gateway")
        .contains("line 2");
  }

  @Test
  void shouldCountMessagesThatNoRuleReadsByTheirWording() throws IOException {
    // Given
    String input =
        """
        Failed to pull image "a.example/b:1": flux compensator lost
        Failed to pull image "c.example/d:2": flux compensator lost
        Failed to pull image "c.example/d:2": toomanyrequests
        Error: ErrImagePull
        """;
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);

    // When
    Outcome text = Outcome.reading(bytes, "rules", "unread", "-");
    Outcome json = Outcome.reading(bytes, "rules", "unread", "-", "--output", "json");

    // Then
    String shape = "failed to pull image ‹image›: flux compensator lost";
    assertThat(text.out()).contains("No rule reads 2 texts in 1 wording").contains(shape);
    assertThat(json.outLines()).hasSize(1);
    assertThat(JSON.readTree(json.out()))
        .isEqualTo(
            JSON.readTree(
                "{\"shape\": \"%s\", \"cause\": \"UNKNOWN\", \"reasons\": [], \"seen\": 2}"
                    .formatted(shape)));
  }

  private String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("my.yaml"), yaml).toString();
  }
}
