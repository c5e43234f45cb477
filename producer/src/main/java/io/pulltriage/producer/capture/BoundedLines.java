package io.pulltriage.producer.capture;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into lines, none of which is held beyond a bound. Not thread-safe. */
public final class BoundedLines implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream input;
  private final int maxBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private long number;

  /** Lines of an input, which closing this closes. */
  public BoundedLines(InputStream input, int maxBytes) {
    this.input = input;
    this.maxBytes = maxBytes;
  }

  /**
   * One line.
   *
   * @param number from 1
   * @param bytes without the line's end; null where the line is longer than the bound
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
  public record Line(long number, byte @Nullable [] bytes) {}

  /** Number of the line last begun. */
  long number() {
    return number;
  }

  /**
   * The next line, or null at the end. A last line without a line's end is one.
   *
   * @throws IOException when the input breaks off; what there was of the line is lost
   */
  public @Nullable Line next() throws IOException {
    if (position == limit && !fill()) {
      return null;
    }
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean ended = false;
    while (!ended && (position < limit || fill())) {
      int end = endOfLine();
      tooLong |= line.size() + end - position > maxBytes;
      if (!tooLong) {
        line.write(buffer, position, end - position);
      }
      ended = end < limit;
      position = ended ? end + 1 : end;
    }
    return new Line(number, tooLong ? null : line.toByteArray());
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private int endOfLine() {
    int end = position;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, input.read(buffer));
    return limit > 0;
  }
}
