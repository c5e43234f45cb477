package io.pulltriage.benchmarks.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import one.profiler.AsyncProfiler;

/**
 * Profiles the processor time of measured phases with async-profiler, all of them into one file: a
 * flame graph if it ends in {@code .html}, otherwise collapsed stacks.
 */
final class CpuProfile implements PipelineRig.Measured {

  private final AsyncProfiler profiler = AsyncProfiler.getInstance();
  private final Path file;
  private String verb = "start";

  CpuProfile(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public void begin() {
    execute(verb + ",event=cpu,interval=1ms");
    verb = "resume";
  }

  /** Stops; the file has all that was measured so far. */
  @Override
  public void end() {
    boolean html = file.toString().toLowerCase(Locale.ROOT).endsWith(".html");
    execute("stop,file=" + file + (html ? ",flamegraph" : ",collapsed"));
  }

  private void execute(String command) {
    try {
      profiler.execute(command);
    } catch (IOException e) {
      throw new UncheckedIOException("async-profiler refuses '" + command + "'", e);
    }
  }
}
