package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Confidence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the bundled rules against messages that people labelled. */
class CorpusTest {

  private static final Classifier CLASSIFIER = Classifier.bundled();

  @ParameterizedTest
  @CsvSource({
    "/corpus/messages.jsonl, 0.99",
    "/corpus/messages-2.jsonl, 0.98",
    "/corpus/wordings.jsonl, 0.98",
    "/corpus/later-wordings.jsonl, 0.98"
  })
  void shouldReadLabelledMessagesAsPeopleDo(String corpus, double share) {
    // Given
    List<LabelledMessages> messages = LabelledMessages.read(corpus);

    // When
    List<String> missed =
        messages.stream()
            .filter(labelled -> !labelled.accepts(cause(labelled.message())))
            .map(CorpusTest::report)
            .toList();

    // Then
    assertThat(1 - (double) missed.size() / messages.size())
        .as("missed by cause: %s%n%s", byCause(missed), String.join("\n", missed))
        .isGreaterThanOrEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/corpus/messages.jsonl",
        "/corpus/messages-2.jsonl",
        "/corpus/wordings.jsonl",
        "/corpus/later-wordings.jsonl"
      })
  void shouldNotBeWrongWithConfidence(String corpus) {
    // When
    List<String> wrong =
        LabelledMessages.read(corpus).stream()
            .filter(labelled -> !labelled.accepts(cause(labelled.message())))
            .filter(labelled -> isConfident(CLASSIFIER.classify(labelled.message())))
            .map(CorpusTest::report)
            .toList();

    // Then
    assertThat(wrong).isEmpty();
  }

  private static boolean isConfident(Classification read) {
    return read.confidence().compareTo(Confidence.LIKELY) >= 0;
  }

  private static String cause(Message message) {
    return CLASSIFIER.classify(message).cause().map(Enum::name).orElse(Classification.NOT_PULL);
  }

  private static String report(LabelledMessages labelled) {
    Classification read = CLASSIFIER.classify(labelled.message());
    return labelled.cause()
        + " "
        + labelled.id()
        + " was read as "
        + cause(labelled.message())
        + " by "
        + read.rule().orElse("no rule")
        + ": "
        + labelled.message();
  }

  private static Map<String, Long> byCause(List<String> missed) {
    return missed.stream()
        .collect(
            Collectors.groupingBy(
                line -> line.substring(0, line.indexOf(' ')), TreeMap::new, Collectors.counting()));
  }
}
