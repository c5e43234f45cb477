package io.pulltriage.standalone.explain;

import io.pulltriage.producer.capture.BoundedLines;
import java.io.FilterInputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Messages, one a line. Lines end in LF or CR LF; bytes that are not UTF-8 become U+FFFD; a byte
 * order mark is dropped. Not thread-safe.
 */
public final class MessageLines {

  /** Kubernetes bounds what it says to far less than this; only a file that is no text has more. */
  public static final int MAX_BYTES = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final BoundedLines lines;

  /**
   * The lines of an input.
   *
   * @param answers flushed whenever the input has nothing more to give at once, so that whoever
   *     types or tails sees the answers so far
   */
  public MessageLines(InputStream input, Flushable answers) {
    this.lines = new BoundedLines(new Attentive(input, answers), MAX_BYTES);
  }

  /**
   * A line.
   *
   * @param number from 1
   * @param text without the line's end; null where it is longer than {@link #MAX_BYTES}
   */
  public record Line(long number, @Nullable String text) {}

  /** The next line; null after the last. */
  public @Nullable Line next() throws IOException {
    BoundedLines.Line line = lines.next();
    if (line == null) {
      return null;
    }
    byte[] bytes = line.bytes();
    return new Line(line.number(), bytes == null ? null : text(line.number(), bytes));
  }

  private static String text(long number, byte[] bytes) {
    int end = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
    return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static final class Attentive extends FilterInputStream {

    private final Flushable answers;

    Attentive(InputStream input, Flushable answers) {
      super(input);
      this.answers = answers;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (in.available() == 0) {
        answers.flush();
      }
      return in.read(buffer, offset, length);
    }
  }
}
