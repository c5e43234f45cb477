package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextShapeTest {

  private static final Classifier CLASSIFIER = Classifier.bundled();

  /** Images as kubelets quote them, registries' hosts, digests. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<=image \\\\?\")[a-z0-9][a-z0-9./:@_-]+(?=\\\\?\")|https?://[\\w.-]+|sha256:[0-9a-f]{12,}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Failed to pull image "ghcr.io/team/api:1": flux compensator lost | failed to pull image ‹image›: flux compensator lost
          gateway 10.0.0.7:8443 said E4711 after 30s | gateway ‹address› said ‹name› after ‹number›
          quota of "team-blue" used up: 12 of 12 | quota of ‹name› used up: ‹number› of ‹number›
          volume pvc-7f9c2 of claim data-0 busy | volume ‹name› of claim ‹name› busy
          token *** refused by vault-eu.corp.example | token refused by ‹address›
          """)
  void shouldKeepTheWordsAndPutPlaceholdersInThePlaceOfNames(String text, String shape) {
    assertThat(CLASSIFIER.shape(text, Set.of()).text()).isEqualTo(shape);
  }

  @Test
  void shouldMaskWhatIsKnownToBeAName() {
    assertThat(CLASSIFIER.shape("checkout cannot start beside payments", Set.of("checkout")).text())
        .isEqualTo("‹name› cannot start beside payments");
  }

  @Test
  void shouldTellWhatSaysNoMoreThanThatAPullFailed() {
    assertThat(CLASSIFIER.shape("Back-off pulling image \"a/b:1\"", Set.of()).bare()).isTrue();
    assertThat(CLASSIFIER.shape("Error: ErrImagePull", Set.of()).bare()).isTrue();
    assertThat(CLASSIFIER.shape("Back-off pulling image \"a/b:1\": odd", Set.of()).bare())
        .isFalse();
  }

  @Test
  void shouldBeBounded() {
    assertThat(CLASSIFIER.shape("flux compensator lost ".repeat(500), Set.of()).text())
        .hasSizeLessThanOrEqualTo(TextShape.LONGEST)
        .endsWith("…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/corpus/messages.jsonl", "/corpus/wordings.jsonl"})
  void shouldNameNoImageHostOrDigestOfAnyMessage(String corpus) {
    for (LabelledMessages labelled : LabelledMessages.read(corpus)) {
      String text = labelled.message().text();
      String shape = CLASSIFIER.shape(text, Set.of()).text();
      Matcher names = NAME.matcher(text);
      while (names.find()) {
        if (names.group().matches(".*[./:].*")) {
          assertThat(shape).as(text).doesNotContain(names.group().toLowerCase(Locale.ROOT));
        }
      }
    }
  }
}
