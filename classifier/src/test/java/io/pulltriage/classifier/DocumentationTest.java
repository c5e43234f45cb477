package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation offers for copying must work. */
class DocumentationTest {

  private static final Path DOCS = Path.of("..", "docs");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void shouldTakeTheRuleOfTheDocumentation() throws IOException {
    // Given
    Path copied = copy("rules.md");

    // Then
    assertThatCode(() -> Classifier.withUserRules(List.of(copied))).doesNotThrowAnyException();
  }

  @Test
  void shouldTakeTheKnownImageOfTheDocumentation() throws IOException {
    // Given
    Path copied = copy("known-images.md");

    // Then
    assertThatCode(() -> KnownImages.withUserEntries(List.of(copied))).doesNotThrowAnyException();
  }

  private Path copy(String page) throws IOException {
    String text = Files.readString(DOCS.resolve(page));
    String start = "```yaml\n";
    assertThat(text).contains(start);
    int from = text.indexOf(start) + start.length();
    return Files.writeString(
        folder.resolve("copied.yaml"), text.substring(from, text.indexOf("```", from)));
  }
}
