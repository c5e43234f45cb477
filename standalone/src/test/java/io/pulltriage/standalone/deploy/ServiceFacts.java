package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.settings.ConfigPage;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.config.TokenConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a service would do with the arguments, the file and the environment that it is installed
 * with, as the program's own code reads them.
 *
 * @param port that it listens on
 * @param files that it reads, besides its settings
 * @param folders that it writes to
 */
record ServiceFacts(int port, List<String> files, List<String> folders) {

  /** Read by the launcher, by the log's settings or by Java, not by the services' settings. */
  private static final Map<String, String> OTHER_VARIABLES =
      Map.of(
          "PULLTRIAGE_JAVA_OPTS", "pulltriage",
          "PULLTRIAGE_OTEL_AGENT", "pulltriage",
          "PULLTRIAGE_LOG", "standalone/src/main/resources/logback.xml",
          "PULLTRIAGE_LOG_FORMAT", "standalone/src/main/resources/logback.xml");

  /**
   * Reads them as {@code produce} or {@code analyze} does.
   *
   * @throws io.pulltriage.settings.ConfigException if the service would not start with them
   */
  static ServiceFacts of(String command, String settings, Map<String, String> environment) {
    Path file = written(settings);
    return switch (command) {
      case "produce" ->
          of(ConfigReader.read(ProducerConfig.defaults(), file, environment, List.of()));
      case "analyze" ->
          of(ConfigReader.read(AnalyzerServiceConfig.defaults(), file, environment, List.of()));
      default -> throw new AssertionError("there is no service " + command);
    };
  }

  /** Asserts that something reads each of these variables. */
  static void assertRead(Iterable<String> variables) {
    for (String name : variables) {
      boolean isSetting =
          ConfigPage.isVariable(ProducerConfig.defaults(), name)
              || ConfigPage.isVariable(AnalyzerServiceConfig.defaults(), name);
      if (name.startsWith("PULLTRIAGE_") && !isSetting) {
        assertThat(OTHER_VARIABLES).as("what reads %s", name).containsKey(name);
        assertThat(Sources.text(String.valueOf(OTHER_VARIABLES.get(name))))
            .containsPattern(Pattern.quote(name) + "\\b");
      }
    }
  }

  private static ServiceFacts of(ProducerConfig config) {
    List<String> files = new ArrayList<>();
    files.add(config.clusters().kubeconfig().file());
    files.add(config.clusters().folder().path());
    return new ServiceFacts(config.http().port(), named(files), List.of());
  }

  private static ServiceFacts of(AnalyzerServiceConfig config) {
    List<String> files = new ArrayList<>();
    config.api().tokens().values().stream().map(TokenConfig::file).forEach(files::add);
    return new ServiceFacts(config.api().port(), named(files), List.of(config.stateDir()));
  }

  private static List<String> named(List<String> files) {
    return files.stream().filter(file -> !file.isEmpty()).toList();
  }

  /** All that it needs to be mounted. */
  Stream<String> paths() {
    return Stream.concat(files.stream(), folders.stream());
  }

  private static Path written(String settings) {
    try {
      Path file = Files.createTempFile("settings", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
