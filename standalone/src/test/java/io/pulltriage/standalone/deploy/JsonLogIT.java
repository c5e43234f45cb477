package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.standalone.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a process writes to standard error when its log is to be JSON. */
class JsonLogIT {

  private static final long MINUTES = 5;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  private record Run(int status, List<String> lines) {}

  @Test
  void shouldWriteAnObjectALineWhoeverSpeaks() throws Exception {
    Run run = check(Map.of("PULLTRIAGE_LOG_FORMAT", "json", "PULLTRIAGE_LOG", "INFO"));

    List<JsonNode> objects = run.lines.stream().map(new JsonMapper()::readTree).toList();
    assertThat(objects)
        .allSatisfy(
            object -> {
              assertThat(object.path("timestamp").asLong()).isPositive();
              assertThat(object.path("level").asString()).matches("INFO|WARN|ERROR");
              assertThat(object.path("formattedMessage").asString()).isNotBlank();
            });
    assertThat(objects)
        .extracting(object -> object.path("loggerName").asString())
        .contains("pulltriage")
        .anyMatch(logger -> logger.startsWith("org.apache.kafka."));
  }

  @Test
  void shouldWriteLinesOtherwise() throws Exception {
    assertThat(check(Map.of()).lines).contains("pulltriage: there is no cluster to watch");
  }

  @Test
  void shouldRefuseAnotherFormat() throws Exception {
    Run run = check(Map.of("PULLTRIAGE_LOG_FORMAT", "xml"));

    assertThat(run.status).isEqualTo(2);
    assertThat(run.lines)
        .containsExactly("pulltriage: PULLTRIAGE_LOG_FORMAT must be text or json, is 'xml'");
  }

  /** There is neither a cluster nor Kafka, of which both the program and Kafka's client speak. */
  private Run check(Map<String, String> variables) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback.xml", // Not that of tests.
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "produce",
                "--check",
                "--set",
                "kafka.bootstrap.servers=127.0.0.1:1")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(log.toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    return new Run(process.exitValue(), Files.readAllLines(log));
  }
}
