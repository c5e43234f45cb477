package io.pulltriage.standalone.explain;

import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads text by the line without ever holding more than a bounded part of one. Lines end in LF or
 * CR LF; bytes that are not UTF-8 become U+FFFD; a byte order mark is dropped. Not thread-safe.
 */
public final class BoundedLines {

  /** Kubernetes bounds what it says to far less than this; only a file that is no text has more. */
  public static final int MAX_LINE_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final InputStream input;
  private final Flushable answers;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private byte[] line = new byte[1024];
  private int length;
  private boolean cut;
  private long number;

  /**
   * A reader of a stream.
   *
   * @param answers flushed whenever the stream has nothing more to give at once, so that whoever
   *     types or tails sees the answers so far
   */
  public BoundedLines(InputStream input, Flushable answers) {
    this.input = input;
    this.answers = answers;
  }

  /**
   * A line.
   *
   * @param number its number, from 1
   * @param text what it says, without its end
   * @param cut whether it was longer than {@link #MAX_LINE_BYTES}
   */
  public record Line(long number, String text, boolean cut) {}

  /** The next line; null after the last. */
  public @Nullable Line next() throws IOException {
    length = 0;
    cut = false;
    boolean ended = false;
    boolean any = false;
    while (!ended && fill()) {
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      keep(position, end);
      ended = end < limit;
      position = ended ? end + 1 : end;
    }
    return any ? line() : null;
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      if (input.available() == 0) {
        answers.flush();
      }
      position = 0;
      limit = Math.max(0, input.read(buffer));
    }
    return position < limit;
  }

  private void keep(int from, int to) {
    int count = Math.min(to - from, MAX_LINE_BYTES - length);
    cut |= count < to - from;
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.min(MAX_LINE_BYTES, 2 * (length + count)));
    }
    System.arraycopy(buffer, from, line, length, count);
    length += count;
  }

  private Line line() {
    number++;
    int end = !cut && length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    String text = new String(line, 0, end, StandardCharsets.UTF_8);
    if (number == 1 && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    return new Line(number, text, cut);
  }
}
