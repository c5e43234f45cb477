package io.pulltriage.producer.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.settings.ConfigPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dpulltriage.regenerate=true} it writes the page instead of comparing it. */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  private static final String INTRODUCTION =
      """
      # Configuration of the producer

      The analyzer's settings are in [configuration-analyzer.md](configuration-analyzer.md).

      `pulltriage produce --config producer.yaml` reads a YAML file. Every setting has a default;
      an empty file is a valid one. Over the file go environment variables, over them
      `--set key=value` on the command line. Dots in a key and nesting in the file are the same:

      ```yaml
      kafka:
        bootstrap.servers: kafka-1:9093,kafka-2:9093
        security.protocol: SSL
      schemaRegistry:
        url: https://registry.example
      clusters:
        folder:
          path: /etc/pulltriage/kubeconfigs
      ```

      A key that is not known stops the start, and so does a value that cannot be used; all of them
      are named at once, with file and line. Times are written `500ms`, `30s`, `10m`, `1h`, or as
      ISO 8601. A list is a YAML list; in a variable or after `--set` its items are separated by
      commas. Keys below a setting that takes *keys* are passed on as they are; in a variable's
      name an underscore stands for a dot: `PULLTRIAGE_KAFKA_SECURITY_PROTOCOL`.

      """;

  @Test
  void shouldHaveThePageThatTheRecordsMake() throws IOException {
    // Given
    String generated =
        INTRODUCTION
            + ConfigPage.tables(ProducerConfig.defaults())
            + "\nGenerated from the program; do not edit.\n";
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
