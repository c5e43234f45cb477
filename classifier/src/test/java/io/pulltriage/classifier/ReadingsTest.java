package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Shows every change in how a labelled message is read, including a change of the rule that decides
 * or of the certainty. Run with {@code -Dpulltriage.regenerate=true} it writes the readings instead
 * of comparing them.
 */
class ReadingsTest {

  private static final Path READINGS =
      Path.of("src", "test", "resources", "corpus", "readings.tsv");

  @Test
  void shouldReadEveryLabelledMessageAsBefore() throws IOException {
    // Given
    Classifier classifier = Classifier.bundled();

    // When
    List<String> readings =
        Stream.of(
                "/corpus/messages.jsonl",
                "/corpus/messages-2.jsonl",
                "/corpus/wordings.jsonl",
                "/corpus/later-wordings.jsonl")
            .flatMap(corpus -> LabelledMessages.read(corpus).stream())
            .map(labelled -> line(labelled.id(), classifier.classify(labelled.message())))
            .toList();
    if (Boolean.getBoolean("pulltriage.regenerate")) {
      Files.write(READINGS, readings);
    }

    // Then
    assertThat(readings)
        .as(
            "if the change is meant, write it down with: mvn -q -pl classifier -am test"
                + " -Dtest=ReadingsTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dpulltriage.regenerate=true")
        .isEqualTo(Files.readAllLines(READINGS));
  }

  private static String line(String id, Classification read) {
    return String.join(
        "\t",
        id,
        read.cause().map(Enum::name).orElse(Classification.NOT_PULL),
        read.confidence().name(),
        read.rule().orElse("-"));
  }
}
