package io.pulltriage.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left when the process that holds a broker is told to end. */
@DisabledOnOs(OS.WINDOWS)
class ProcessEndIT {

  private static final int PATIENCE_SECONDS = 60;
  private static final int SIGINT = 2;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void shouldLeaveNothingBehind(String signal, @TempDir Path temporary) throws Exception {
    assumeTrue(
        signal.equals("TERM") || !isInterruptIgnored(),
        "started in the background of a shell, which has its processes ignore SIGINT");
    Process process = start(temporary);
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      awaitStart(output);
      assertThat(contents(temporary)).hasSize(1);

      send(signal, process);

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(contents(temporary)).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void shouldServeTheApplicationUntilItCloses(@TempDir Path temporary) throws Exception {
    Process process = start(temporary, EmbeddedKafkaProcess.CLOSED_BY_APPLICATION);
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      awaitStart(output);

      send("TERM", process);

      assertThat(output.lines()).contains("used while ending");
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(contents(temporary)).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void shouldComeBackWithItsDataAfterBeingKilled(@TempDir Path temporary, @TempDir Path data)
      throws Exception {
    Process process = start(temporary, data.toString());
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      awaitStart(output);
    } finally {
      process.destroyForcibly().waitFor();
    }

    long before = System.nanoTime();
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(EmbeddedKafkaOptions.temporary().keepingDataIn(data))) {
      System.out.printf(
          "embedded Kafka: start after having been killed %d ms%n",
          (System.nanoTime() - before) / 1_000_000);
      assertThat(kafka.failure()).isEmpty();
    }
  }

  private static Process start(Path temporary, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedKafkaProcess.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void awaitStart(BufferedReader output) {
    String started =
        output
            .lines()
            .filter(line -> line.startsWith("started "))
            .findFirst()
            .orElseThrow(() -> new AssertionError("the broker did not start"));
    System.out.println("embedded Kafka in a new process: " + started);
  }

  /** What a shell does to background processes is passed on to all that these start. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(ignored -> (ignored & (1L << (SIGINT - 1))) != 0);
  }

  private static void send(String signal, Process process) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  private static List<Path> contents(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
