package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.classifier.rules.Rule;
import io.pulltriage.classifier.yaml.YamlFiles.Source;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueTest {

  private static final Catalogue CATALOGUE = Catalogue.bundled();

  @ParameterizedTest
  @EnumSource(Cause.class)
  void shouldExplainEveryCause(Cause cause) {
    // When
    CauseEntry entry = CATALOGUE.entry(cause);

    // Then
    assertThat(entry.cause()).isEqualTo(cause);
    assertThat(entry.title()).isNotBlank().hasSizeLessThan(60);
    assertThat(entry.explanation()).endsWith(".");
    assertThat(entry.remediation())
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.text()).isNotBlank());
  }

  @Test
  void shouldListCausesInTheOrderOfTheEnum() {
    assertThat(CATALOGUE.entries()).extracting(CauseEntry::cause).containsExactly(Cause.values());
  }

  @Test
  void shouldTellStartUpFromPull() {
    assertThat(CATALOGUE.entries())
        .filteredOn(entry -> entry.phase() == Phase.STARTUP)
        .extracting(CauseEntry::cause)
        .containsExactlyElementsOf(
            List.of(
                Cause.EXEC_FORMAT,
                Cause.CRASH_LOOP,
                Cause.CONFIG_ERROR,
                Cause.COMMAND_NOT_FOUND,
                Cause.OOM_KILLED,
                Cause.START_FAILED));
  }

  @Test
  void shouldRefuseACatalogueThatLacksACause() {
    // Given
    Source source =
        new Source(
            "mine.yaml",
            """
            causes:
              TAG_NOT_FOUND:
                title: a
                phase: PULL
                severity: INFO
                explanation: b
                remediation: c
            """);

    // Then
    assertThatThrownBy(() -> Catalogue.read(source))
        .isInstanceOf(RuleException.class)
        .hasMessage("mine.yaml: line 2: there is no entry for REPOSITORY_NOT_FOUND");
  }

  @Test
  void shouldRefuseACauseThatDoesNotExist() {
    // Given
    Source source = new Source("mine.yaml", "causes:\n  TAG_NOTFOUND: {title: a}\n");

    // Then
    assertThatThrownBy(() -> Catalogue.read(source))
        .isInstanceOf(RuleException.class)
        .hasMessage(
            "mine.yaml: line 2: unknown cause 'TAG_NOTFOUND'; the nearest known is"
                + " 'TAG_NOT_FOUND'");
  }

  @Test
  void shouldRefuseAPlaceholderThatDoesNotExist() {
    // Given
    Source source =
        new Source(
            "mine.yaml",
            """
            causes:
              TAG_NOT_FOUND:
                title: a
                phase: PULL
                severity: INFO
                explanation: b
                remediation:
                  - "kubectl -n {namespace} get pod {pod} -o jsonpath='{.spec}'"
                  - "kubectl -n {namspace} get pods"
            """);

    // Then
    assertThatThrownBy(() -> Catalogue.read(source))
        .isInstanceOf(RuleException.class)
        .hasMessage(
            "mine.yaml: line 9: cause TAG_NOT_FOUND: unknown placeholder '{namspace}'; the nearest"
                + " known is 'namespace'");
  }

  @Test
  void shouldExplainWordingsOfRulesThatExistAndHaveThatCause() {
    // Given
    Map<String, Optional<Cause>> rules =
        Classifier.bundled().rules().bundled().stream()
            .collect(Collectors.toMap(Rule::id, rule -> rule.result().cause()));

    // Then
    assertThat(CATALOGUE.entriesOfRules())
        .isNotEmpty()
        .allSatisfy((id, entry) -> assertThat(rules).containsEntry(id, Optional.of(entry.cause())));
  }

  @Test
  void shouldExplainAWordingBetterThanItsCause() {
    assertThat(CATALOGUE.entry(Cause.TAG_NOT_FOUND, Optional.of("reference-not-found")).title())
        .isEqualTo("No such tag, or no such repository");
    assertThat(CATALOGUE.entry(Cause.TAG_NOT_FOUND, Optional.of("manifest-unknown")))
        .isEqualTo(CATALOGUE.entry(Cause.TAG_NOT_FOUND));
    assertThat(CATALOGUE.entry(Cause.DNS_FAILURE, Optional.of("reference-not-found")))
        .as("a rule of another cause")
        .isEqualTo(CATALOGUE.entry(Cause.DNS_FAILURE));
  }
}
