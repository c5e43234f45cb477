package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that would take for ever if any part of the reading were more than linear. */
class LongTextsTest {

  private static final Classifier CLASSIFIER = Classifier.bundled();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\\",
        "\\\"",
        "'",
        "a",
        "a:",
        "a/",
        "a.",
        "image \"",
        "https://",
        "\"a",
        "sha256:",
        "failed to pull image ",
        ", rpc error: code",
        "(mirrors also failed: ",
        "[",
        "\u0000",
        "@:/."
      })
  void shouldReadTwentyMegabytesOfAnythingAtOnce(String scrap) {
    // Given
    Message message = Message.of(scrap.repeat(20_000_000 / scrap.length()));

    // When
    Classification read = assertTimeout(Duration.ofSeconds(5), () -> CLASSIFIER.classify(message));

    // Then
    assertThat(read.confidence()).isNotNull();
  }
}
