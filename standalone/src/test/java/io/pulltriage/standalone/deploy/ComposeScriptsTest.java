package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that Compose starts containers with; they need what Linux has. */
@EnabledOnOs(OS.LINUX)
class ComposeScriptsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  private final List<Process> instances = new ArrayList<>();
  private Path places = Path.of("");
  private Path program = Path.of("");

  @BeforeEach
  void setUp() throws IOException {
    places = Files.createDirectories(folder.resolve("state"));
    program = folder.resolve("program");
    Files.writeString(
        program,
        "#!/bin/bash\n"
            + "printf '%s\\n"
            + "' \"$@\" >\"$OUT.new\" && mv \"$OUT.new\" \"$OUT\"\n"
            + "exec sleep 600\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  void end() {
    instances.forEach(Process::destroyForcibly);
  }

  @Test
  void shouldGiveEachInstanceAPlaceOfItsOwnAndThatOfOneThatEndedToTheNext() throws Exception {
    // Given
    assertThat(start("a")).contains("stateDir=" + places + "/1");
    assertThat(start("b")).contains("stateDir=" + places + "/2");

    // When
    instances.get(0).destroyForcibly().waitFor();

    // Then
    assertThat(start("c")).contains("stateDir=" + places + "/1");
  }

  @Test
  void shouldMakeSecretsOnceAndEachAnother() throws Exception {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));

    makeSecrets(secrets);
    Map<String, String> first = contents(secrets);
    makeSecrets(secrets);

    assertThat(contents(secrets)).isEqualTo(first);
    assertThat(first.values()).doesNotHaveDuplicates().allMatch(secret -> secret.length() >= 32);
    assertThat(first).containsOnlyKeys("grafana-password", "metrics-token", "operators-token");
  }

  private List<String> start(String host) throws IOException {
    Path out = folder.resolve("arguments of " + host);
    ProcessBuilder builder = new ProcessBuilder("bash", script("analyze.sh"));
    builder.environment().put("PLACES", places.toString());
    builder.environment().put("PROGRAM", program.toString());
    builder.environment().put("HOSTNAME", host);
    builder.environment().put("OUT", out.toString());
    instances.add(builder.start());
    await().atMost(PATIENCE).until(() -> Files.exists(out));
    return Files.readAllLines(out);
  }

  private static void makeSecrets(Path secrets) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", script("secrets.sh"), secrets.toString()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  private static Map<String, String> contents(Path secrets) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(secrets)) {
      for (Path file : files.toList()) {
        contents.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return contents;
  }

  private static String script(String name) {
    return Sources.TOP.resolve("compose").resolve(name).toString();
  }
}
