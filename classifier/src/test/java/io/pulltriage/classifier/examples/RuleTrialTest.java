package io.pulltriage.classifier.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.classifier.RuleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTrialTest {

  private static final String RULES =
      """
      rules:
        - id: our-gateway
          cause: PROXY_FAILURE
          any: ["corporate gateway"]
          example:
            - blocked by corporate gateway
            - blocked by the gateway
      examples:
        - {message: corporate gateway, expect: PROXY_FAILURE, rule: our-gateway}
        - {message: readiness probe failed, expect: NOT_PULL}
        - {message: "Failed to pull image 'a:1': toomanyrequests", expect: FORBIDDEN}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @Test
  void shouldTellEveryExampleThatFailsAndNotOnlyTheFirst() throws IOException {
    // When
    List<Example.Result> results = RuleTrial.run(List.of(), List.of(file(RULES)));

    // Then
    assertThat(results)
        .extracting(Example.Result::passed)
        .containsExactly(true, false, true, true, false);
    assertThat(results.get(1).problems())
        .containsExactly("no rule decides (NOT_PULL), not 'our-gateway'");
    assertThat(results.get(1).example().line()).isEqualTo(7);
    assertThat(results.get(4).problems().get(0)).startsWith("is RATE_LIMITED by rule '");
  }

  @Test
  void shouldTestRulesOfOtherFiles() throws IOException {
    // Given
    Path rules = Files.writeString(folder.resolve("others.yaml"), RULES);
    Path examples = file("examples:\n  - {message: corporate gateway, rule: our-gateway}\n");

    // When
    List<Example.Result> results = RuleTrial.run(List.of(rules), List.of(examples));

    // Then
    assertThat(results).extracting(Example.Result::passed).containsExactly(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          examples: [{message: a}]                             | line 1: example: 'expect' or 'rule' is missing
          examples: [{message: a, expect: TAG_NOT_FUND}]       | unknown cause 'TAG_NOT_FUND'; the nearest known is 'TAG_NOT_FOUND'
          examples: [{mesage: a, expect: FORBIDDEN}]           | unknown key 'mesage'; the nearest known is 'message'
          examples: [{expect: FORBIDDEN}]                      | 'message' is missing
          examples: [{message: a, rule: rate-limitd}]          | line 1: 'rule': there is no rule 'rate-limitd'; the nearest known is 'rate-limited'
          examples: [{message: a, rule: b, confidence: SURE}]  | unknown confidence 'SURE'
          exampels: []                                         | unknown key 'exampels'; the nearest known is 'examples'
          examples: []                                         | there is nothing to test
          rules: [{id: a, cause: FORBIDDEN, any: x}]           | rule 'a': 'example' is missing
          """)
  void shouldSayWhatIsWrongWithAFileAndWhere(String yaml, String expected) throws IOException {
    Path file = file(yaml);

    assertThatThrownBy(() -> RuleTrial.run(List.of(), List.of(file)))
        .isInstanceOf(RuleException.class)
        .hasMessageStartingWith(file + ": line ")
        .hasMessageContaining(expected);
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("examples.yaml"), yaml);
  }
}
