package io.pulltriage.standalone.terminal;

import java.io.IOException;
import java.util.Locale;

/** Standard output cannot be written to. */
public final class OutputException extends IOException {

  private static final long serialVersionUID = 1L;

  OutputException(IOException cause) {
    super("cannot write to standard output: " + cause.getMessage(), cause);
  }

  /** Whether the reader has simply read enough, as {@code head} does. */
  public boolean isReaderGone() {
    String message = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("broken pipe") || message.contains("pipe is being closed");
  }
}
