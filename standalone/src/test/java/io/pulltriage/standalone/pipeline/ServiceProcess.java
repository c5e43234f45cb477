package io.pulltriage.standalone.pipeline;

import io.pulltriage.standalone.Main;
import io.pulltriage.testkit.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of PullTriage in a process of its own, which signals reach. */
final class ServiceProcess implements AutoCloseable {

  /** Exit status of a Java that SIGTERM has ended, after its last words. */
  static final int TERMINATED = 128 + 15;

  private static final int PATIENCE_SECONDS = 120;

  private final Process process;

  private ServiceProcess(Process process) {
    this.process = process;
  }

  /** Starts it; what it says is appended to the log. */
  static ServiceProcess start(Path log, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ServiceProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** It stands still, as on a machine that is frozen. */
  void hang() throws IOException, InterruptedException {
    Signals.stop(process);
  }

  /** It goes on where it stood. */
  void goOn() throws IOException, InterruptedException {
    Signals.goOn(process);
  }

  /** As {@code kill -9}: it learns nothing of it. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** As the kubelet ends a pod: SIGTERM. Returns its exit status when it has ended by itself. */
  int terminate() throws InterruptedException {
    process.destroy();
    return awaitEnd();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it has not ended after " + PATIENCE_SECONDS + " s");
    }
    return process.exitValue();
  }
}
