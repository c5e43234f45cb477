package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dpulltriage.regenerate=true} it writes the pages instead of comparing them. */
class RunbookPagesTest {

  private static final Path FOLDER = Path.of("..", "docs", "runbooks");

  @Test
  void shouldHaveThePagesThatTheCatalogueMakes() throws IOException {
    // Given
    Map<String, String> generated = RunbookPages.write(Catalogue.bundled());
    if (Boolean.getBoolean("pulltriage.regenerate")) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, String> page : generated.entrySet()) {
        Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
      }
    }

    // Then
    assertThat(pages())
        .as(
            "docs/runbooks is out of date; regenerate it with: mvn -q -pl classifier -am test"
                + " -Dtest=RunbookPagesTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dpulltriage.regenerate=true")
        .isEqualTo(generated);
  }

  private static Map<String, String> pages() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        pages.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return pages;
  }
}
