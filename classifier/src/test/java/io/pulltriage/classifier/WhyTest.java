package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.classifier.Why.Candidate;
import io.pulltriage.classifier.Why.Match;
import io.pulltriage.classifier.Why.Outcome;
import io.pulltriage.classifier.text.TextScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhyTest {

  private static final Classifier CLASSIFIER = Classifier.bundled();

  @ParameterizedTest
  @ValueSource(strings = {"/corpus/messages.jsonl", "/corpus/wordings.jsonl"})
  void shouldSayOfEveryMessageWhatClassifyingSaysAndWhy(String corpus) {
    for (LabelledMessages labelled : LabelledMessages.read(corpus)) {
      // When
      Why why = CLASSIFIER.why(labelled.message());

      // Then
      String text = labelled.message().text();
      Classification classified = CLASSIFIER.classify(labelled.message());
      assertThat(why.classification()).as(text).isEqualTo(classified);
      assertThat(with(Outcome.WON, why).stream().map(Candidate::rule))
          .as(text)
          .containsExactlyElementsOf(classified.rule().stream().toList());
      assertThat(why.candidates()).as(text).allMatch(candidate -> !candidate.reason().isBlank());
      assertThat(why.candidates().stream().map(Candidate::rule)).as(text).doesNotHaveDuplicates();
      assertThat(why.candidates().stream().flatMap(candidate -> candidate.matches().stream()))
          .as(text)
          .allMatch(match -> match.start() >= 0 && match.start() < match.end())
          .allMatch(match -> match.end() <= text.length());
    }
  }

  @Test
  void shouldFindTheWordsWhereTheyStand() {
    assertThat(found("Failed to pull image \"a.example/b:1\": a.example/b:1: Not  found"))
        .anyMatch(match -> match.endsWith(": Not  found"));
  }

  @Test
  void shouldCountCharactersWhateverLettersComeBefore() {
    assertThat(found("Größe 漢字 😀 – Failed to pull image \"a.example/b:1\": toomanyrequests"))
        .contains("toomanyrequests");
  }

  @Test
  void shouldFindTheWordsAtTheEndOfATextTooLongToBeReadWhole() {
    String filler = "word ".repeat(TextScanner.LIMIT);

    assertThat(found("Failed to pull image \"a.example/b:1\": " + filler + "toomanyrequests"))
        .contains("toomanyrequests");
  }

  @Test
  void shouldSayThatUsersRulesComeFirst(@TempDir Path folder) throws IOException {
    // Given
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            rules:
              - id: our-limit
                cause: PROXY_FAILURE
                any: ["toomanyrequests"]
                example: toomanyrequests
            """);

    // When
    Why why =
        Classifier.withUserRules(List.of(rules))
            .why(Message.of("Failed to pull image \"a:1\": toomanyrequests: slow down"));

    // Then
    assertThat(why.candidates().get(0).rule()).isEqualTo("our-limit");
    assertThat(why.candidates().get(0).users()).isTrue();
    assertThat(reason("rate-limited", why))
        .isEqualTo("the users' rules come before the bundled ones");
  }

  @Test
  void shouldSayThatALastResortYields() {
    Why why = CLASSIFIER.why(Message.of("Failed to pull image \"a:1\": toomanyrequests"));

    assertThat(reason("unexplained", why)).startsWith("is a last resort");
  }

  @Test
  void shouldSayWhatARuleLacks(@TempDir Path folder) throws IOException {
    // Given
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            rules:
              - id: both
                cause: PROXY_FAILURE
                all: ["corporate gateway", "blocked"]
                example: blocked by corporate gateway
              - id: not-with
                cause: PROXY_FAILURE
                any: ["corporate gateway"]
                none: ["maintenance"]
                reasons: [Failed]
                example: {message: corporate gateway, reason: Failed}
            """);
    Classifier classifier = Classifier.withUserRules(List.of(rules));

    // When
    Why without = classifier.why(Message.of("the corporate gateway"));
    Why with = classifier.why(new Message("corporate gateway: maintenance", "Failed", null));

    // Then
    assertThat(reason("both", without)).isEqualTo("lacks \"blocked\"");
    assertThat(reason("not-with", without)).isEqualTo("its reason would have to be Failed");
    assertThat(reason("not-with", with)).isEqualTo("must not have \"maintenance\"");
  }

  @Test
  void shouldTellNoRuleOfATextWithoutAnyOfTheirWords() {
    assertThat(CLASSIFIER.why(Message.of("zzz yyy")).candidates()).isEmpty();
  }

  private static List<String> found(String text) {
    return CLASSIFIER.why(Message.of(text)).candidates().stream()
        .filter(candidate -> candidate.outcome() == Outcome.WON)
        .flatMap(candidate -> candidate.matches().stream())
        .map((Match match) -> text.substring(match.start(), match.end()))
        .toList();
  }

  private static String reason(String rule, Why why) {
    return why.candidates().stream()
        .filter(candidate -> candidate.rule().equals(rule))
        .map(Candidate::reason)
        .findFirst()
        .orElse("not considered");
  }

  private static List<Candidate> with(Outcome outcome, Why why) {
    return why.candidates().stream().filter(candidate -> candidate.outcome() == outcome).toList();
  }
}
