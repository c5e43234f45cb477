package io.pulltriage.benchmarks.pipeline;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An {@code analyze} in a process of its own, which keeps its state when it is started again. */
final class AnalyzeProcess implements AutoCloseable {

  private final List<String> command;
  private final File log;
  private Process process;

  /**
   * Starts it.
   *
   * @param jars folder with {@code pulltriage.jar}
   * @param settings file of settings
   * @param folder for its state, and for its log
   */
  AnalyzeProcess(Path jars, Path settings, Path folder, int number) throws IOException {
    log = folder.resolve("instance-%d.log".formatted(number)).toFile();
    command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-cp",
            jars.resolve("pulltriage.jar").toString(),
            "io.pulltriage.standalone.Main",
            "analyze",
            "--config",
            settings.toString(),
            "--set",
            "api.port=0",
            "--set",
            "applicationId=" + PipelineRig.ANALYZER,
            "--set",
            "stateDir=" + folder.resolve("state-" + number));
    process = start();
  }

  /** Kills it with SIGKILL and starts it again. */
  void killAndRestart() throws IOException, InterruptedException {
    requireAlive();
    process.destroyForcibly();
    process.waitFor();
    process = start();
  }

  /**
   * Does nothing while it is alive.
   *
   * @throws IllegalStateException if it has ended by itself
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "analyze has ended with %d: see %s".formatted(process.exitValue(), log));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }
}
