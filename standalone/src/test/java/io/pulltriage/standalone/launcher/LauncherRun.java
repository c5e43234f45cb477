package io.pulltriage.standalone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How a launcher ended, and what it said on either stream. */
record LauncherRun(int status, List<String> out, String err) {

  /** How long it may take. */
  static final long SECONDS = 20;

  /** Runs it to its end; what it says is kept in the folder. */
  static LauncherRun of(ProcessBuilder launcher, Path folder)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = launcher.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    return new LauncherRun(process.exitValue(), Files.readAllLines(out), Files.readString(err));
  }
}
