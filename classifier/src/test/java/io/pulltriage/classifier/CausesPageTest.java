package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.classifier.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dpulltriage.regenerate=true} it writes the page instead of comparing it. */
class CausesPageTest {

  private static final Path PAGE = Path.of("..", "docs", "causes.md");

  @Test
  void shouldHaveThePageThatCatalogueAndRulesMake() throws IOException {
    // Given
    String generated = CausesPage.write(Catalogue.bundled(), RuleBook.read(List.of()).bundled());
    if (Boolean.getBoolean("pulltriage.regenerate")) {
      Files.writeString(PAGE, generated);
    }

    // Then
    assertThat(PAGE)
        .as(
            "docs/causes.md is out of date; regenerate it with: mvn -q -pl classifier -am test"
                + " -Dtest=CausesPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dpulltriage.regenerate=true")
        .hasContent(generated);
  }
}
