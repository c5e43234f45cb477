package io.pulltriage.standalone.pipeline;

import io.pulltriage.standalone.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@code produce} in a process of its own, which signals reach. */
final class ProducerProcess implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 120;

  private final Process process;

  private ProducerProcess(Process process) {
    this.process = process;
  }

  /** Starts it; what it says is appended to the log. */
  static ProducerProcess start(Path config, Path log) throws IOException {
    return new ProducerProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "produce",
                "--config",
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9}: it learns nothing of it. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** As the kubelet ends a pod: SIGTERM. Returns when it has ended by itself. */
  void terminate() throws InterruptedException {
    process.destroy();
    awaitEnd();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it has not ended after " + PATIENCE_SECONDS + " s");
    }
  }
}
