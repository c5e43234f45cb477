package io.pulltriage.standalone.terminal;

import java.io.BufferedWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The three streams that a command talks through, and the screen they end at.
 *
 * @param input standard input
 * @param results standard output, in UTF-8, buffered: whoever writes flushes. Its errors are {@link
 *     OutputException}s
 * @param messages standard error: everything that is not a result
 * @param screen what is known of the terminal
 * @param progress what is being done, on standard error
 */
public record Console(
    InputStream input, Writer results, PrintStream messages, Screen screen, Progress progress) {

  private static final int BUFFER_CHARACTERS = 1 << 16;

  /** The console of a process with these streams. */
  public static Console of(
      InputStream input, OutputStream output, OutputStream error, Screen screen) {
    ProgressLine progress = new ProgressLine(error, screen, System::nanoTime);
    return new Console(
        input,
        new BufferedWriter(
            new OutputStreamWriter(new ResultStream(output), StandardCharsets.UTF_8),
            BUFFER_CHARACTERS),
        progress.standardError(),
        screen,
        progress);
  }
}
