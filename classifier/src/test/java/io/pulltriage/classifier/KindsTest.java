package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds rules against wordings that they were not made from, of registries and runtimes that no
 * corpus has, and against look-alikes that they must leave alone: at least three of each.
 */
class KindsTest {

  private static final String RESOURCE = "/corpus/kinds.jsonl";
  private static final int LEAST = 3;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Classifier CLASSIFIER = Classifier.bundled();

  /** A rule, wordings that it decides, and look-alikes that it does not. */
  record Kind(String rule, List<Message> wordings, List<Message> lookAlikes) {

    @Override
    public String toString() {
      return rule;
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldReadItsKindAndNothingThatLooksLikeIt(Kind kind) {
    assertThat(kind.wordings())
        .hasSizeGreaterThanOrEqualTo(LEAST)
        .allSatisfy(message -> assertThat(winner(message)).isEqualTo(kind.rule()));
    assertThat(kind.lookAlikes())
        .hasSizeGreaterThanOrEqualTo(LEAST)
        .allSatisfy(message -> assertThat(winner(message)).isNotEqualTo(kind.rule()));
  }

  @Test
  void shouldCoverEveryRuleOfContainersThatDoNotStart() throws IOException {
    // Given
    List<String> covered = kinds().map(Kind::rule).toList();

    // Then
    assertThat(CLASSIFIER.rules().bundled())
        .filteredOn(rule -> rule.id().startsWith("start-"))
        .filteredOn(rule -> rule.precedence().wholeMessage() && !rule.text().any().isEmpty())
        .extracting(rule -> rule.id())
        .isSubsetOf(covered);
  }

  private static String winner(Message message) {
    return CLASSIFIER.classify(message).rule().orElse("none");
  }

  static Stream<Kind> kinds() throws IOException {
    var in = Objects.requireNonNull(KindsTest.class.getResourceAsStream(RESOURCE), RESOURCE);
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<Kind> kinds = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode json = JSON.readTree(line);
        kinds.add(
            new Kind(json.path("rule").asText(), messages(json, "is"), messages(json, "isNot")));
      }
      return kinds.stream();
    }
  }

  private static List<Message> messages(JsonNode json, String key) {
    return StreamSupport.stream(json.path(key).spliterator(), false)
        .map(
            message ->
                new Message(
                    message.path("message").asText(),
                    message.hasNonNull("reason") ? message.path("reason").asText() : null,
                    null))
        .toList();
  }
}
