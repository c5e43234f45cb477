package io.pulltriage.producer.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dpulltriage.regenerate=true} it writes the page instead of comparing it. */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void shouldHaveThePageThatTheRecordsMake() throws IOException {
    // Given
    String generated = ConfigPage.write(ProducerConfig.defaults());
    if (Boolean.getBoolean("pulltriage.regenerate")) {
      Files.writeString(PAGE, generated);
    }

    // Then
    assertThat(PAGE)
        .as(
            "docs/configuration.md is out of date; regenerate it with: mvn -q -pl producer -am test"
                + " -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dpulltriage.regenerate=true")
        .hasContent(generated);
  }
}
