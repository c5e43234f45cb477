package io.pulltriage.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/rules.md} shows of commands is what they print. */
class RulesPageTest {

  private static final Path PAGE = Path.of("..", "docs", "rules.md");

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  private final Map<String, Path> files = new HashMap<>();

  @Test
  void shouldShowWhatTheCommandsPrint() throws IOException {
    int run = 0;
    for (DocumentedConsole shown : DocumentedConsole.of(Files.readString(PAGE))) {
      if (shown.words().get(0).equals("cat")) {
        String name = shown.words().get(1);
        files.put(name, Files.writeString(folder.resolve(name), shown.output()));
      } else {
        assertThat(run(shown)).as("%s", shown.words()).isEqualTo(shown.output());
        run++;
      }
    }
    assertThat(run).isGreaterThan(2);
  }

  private String run(DocumentedConsole shown) throws IOException {
    assertThat(shown.words().get(0)).isEqualTo("./pulltriage");
    List<String> arguments =
        shown.words().stream()
            .skip(1)
            .map(word -> Optional.ofNullable(files.get(word)).map(Path::toString).orElse(word))
            .toList();
    byte[] input =
        shown.input().isEmpty() ? new byte[0] : Files.readAllBytes(folder.resolve(shown.input()));
    Outcome outcome = Outcome.reading(input, arguments.toArray(String[]::new));
    return (outcome.out() + outcome.err()).replace(folder.toString() + '/', "");
  }
}
