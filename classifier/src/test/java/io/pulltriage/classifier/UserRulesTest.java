package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserRulesTest {

  private static final String RULE =
      """
      rules:
        - id: our-proxy
          cause: PROXY_FAILURE
          confidence: LIKELY
          any: ["blocked by corporate gateway"]
          example: 'Failed to pull image "a:1": 403 Forbidden: blocked by Corporate Gateway'
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void shouldLetUsersRulesWin() throws IOException {
    // Given
    Classifier classifier = Classifier.withUserRules(List.of(file("rules.yaml", RULE)));

    // When
    Classification read =
        classifier.classify(
            Message.of(
                "Failed to pull image \"b:2\": 403 Forbidden: blocked by corporate gateway"));

    // Then
    assertThat(read.cause()).contains(Cause.PROXY_FAILURE);
    assertThat(read.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(read.rule()).contains("our-proxy");
  }

  @Test
  void shouldReplaceABundledRuleOfTheSameId() throws IOException {
    // Given
    String rule = RULE.replace("our-proxy", "rate-limited");

    // When
    Classifier classifier = Classifier.withUserRules(List.of(file("rules.yaml", rule)));

    // Then
    Message limited = Message.of("Failed to pull image \"a:1\": toomanyrequests: slow down");
    assertThat(Classifier.bundled().classify(limited).cause()).contains(Cause.RATE_LIMITED);
    assertThat(classifier.classify(limited).cause()).contains(Cause.UNKNOWN);
  }

  @Test
  void shouldLetTheFirstFileWin() throws IOException {
    // Given
    Path first = file("first.yaml", RULE);
    Path second = file("second.yaml", RULE.replace("PROXY_FAILURE", "FORBIDDEN"));

    // When
    Classifier classifier = Classifier.withUserRules(List.of(first, second));

    // Then
    assertThat(classifier.classify(Message.of("blocked by corporate gateway")).cause())
        .contains(Cause.PROXY_FAILURE);
  }

  @Test
  void shouldChangeTheVersionWithAnyRule() throws IOException {
    // Given
    String bundled = Classifier.bundled().rulesVersion();
    String mine = Classifier.withUserRules(List.of(file("a.yaml", RULE))).rulesVersion();

    // When
    String changed =
        Classifier.withUserRules(List.of(file("a.yaml", RULE.replace("LIKELY", "CERTAIN"))))
            .rulesVersion();

    // Then
    assertThat(List.of(bundled, mine, changed)).doesNotHaveDuplicates();
    assertThat(Classifier.bundled().rulesVersion()).isEqualTo(bundled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cause: PROXY_FAILURE | cause: PROXY_FAILUR | 3 | unknown cause 'PROXY_FAILUR'; the nearest known is 'PROXY_FAILURE'",
        "cause: PROXY_FAILURE | couse: PROXY_FAILURE | 3 | unknown key 'couse'; the nearest known is 'cause'",
        "confidence: LIKELY | confidence: SURE | 4 | unknown confidence 'SURE'; the nearest known is",
        "confidence: LIKELY | confidence: AMBIGUOUS | 4 | AMBIGUOUS needs 'alternatives'",
        "confidence: LIKELY | priority: high | 4 | 'priority' is a number from 0 to 100, not 'high'",
        "confidence: LIKELY | last-resort: maybe | 4 | 'last-resort' is true or false, not 'maybe'",
        "confidence: LIKELY | scope: everything | 4 | 'scope' is 'error' or 'message', not 'everything'",
        "confidence: LIKELY | within: nowhere | 4 | unknown context 'nowhere'; there are [",
        "confidence: LIKELY | none: '‹picture›' | 4 | no known placeholder at ‹picture",
        "confidence: LIKELY | none: 'a {b' | 4 | opens a brace and does not close it",
        "confidence: LIKELY | none: 'a {b {c} d}' | 4 | opens a brace within a brace",
        "confidence: LIKELY | none: '...' | 4 | has no word to look for",
        "blocked by corporate | barred by corporate | 6 | does not win its example; rule 'forbidden' does"
      })
  void shouldNameFileRuleAndLineOfAMistake(String right, String wrong, int line, String complaint)
      throws IOException {
    // Given
    Path rules = file("rules.yaml", RULE.replace(right, wrong));

    // Then
    assertThatThrownBy(() -> Classifier.withUserRules(List.of(rules)))
        .isInstanceOf(RuleException.class)
        .hasMessageStartingWith(rules + ": line " + line + ": rule 'our-proxy': ")
        .hasMessageContaining(complaint);
  }

  @Test
  void shouldRefuseChoicesWhereAllPhrasesMustStand() throws IOException {
    // Given
    Path rules = file("rules.yaml", RULE.replace("any: [", "all: ['{a|b}', "));

    // Then
    assertThatThrownBy(() -> Classifier.withUserRules(List.of(rules)))
        .isInstanceOf(RuleException.class)
        .hasMessage(
            rules
                + ": line 5: rule 'our-proxy': choices in braces can stand in 'any' and 'none' only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rulez: []                | line 1: unknown key 'rulez'; the nearest known is 'rules'",
        "rules: [1, 2]            | line 1: keys and values are expected here",
        "rules: [{cause: UNKNOWN}] | line 1: 'id' is missing",
        "rules: [{id: My Rule}]   | line 1: rule 'My Rule': an id is words in lower case joined by hyphens",
        "rules: [{id: a, id: b}]  | line 1: 'id' is there twice",
        "rules: {id: a, cause: UNKNOWN, any: b} | line 1: rule 'a': 'example' is missing",
        "rules: {id: a, cause: UNKNOWN, example: b} | line 1: rule 'a': matches everything",
        "'rules: [\"a'            | is not valid YAML",
        "''                       | the file is empty"
      })
  void shouldRefuseFilesThatAreNoRules(String content, String complaint) throws IOException {
    // Given
    Path rules = file("rules.yaml", content);

    // Then
    assertThatThrownBy(() -> Classifier.withUserRules(List.of(rules)))
        .isInstanceOf(RuleException.class)
        .hasMessageStartingWith(rules + ": ")
        .hasMessageContaining(complaint);
  }

  @Test
  void shouldNameAFileThatIsMissing() {
    assertThatThrownBy(() -> Classifier.withUserRules(List.of(folder.resolve("none.yaml"))))
        .isInstanceOf(RuleException.class)
        .hasMessage(folder.resolve("none.yaml") + ": there is no such file");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
