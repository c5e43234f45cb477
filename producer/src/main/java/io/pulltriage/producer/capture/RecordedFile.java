package io.pulltriage.producer.capture;

import io.pulltriage.producer.translate.PublicText;
import io.pulltriage.producer.wire.WatchEntry;
import io.pulltriage.producer.wire.WatchEntryParser;
import io.pulltriage.producer.wire.WatchEntryParser.BadLineException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One recorded stream, line by line. What cannot be read is reported and left out; a file that
 * breaks off ends there.
 */
final class RecordedFile implements Closeable {

  /**
   * Longest line that is read, in bytes. An object in a cluster is bounded by etcd to about 1.5 MiB
   * and grows little on its way.
   */
  static final int MAX_LINE_BYTES = 8 << 20;

  /** A file that begins with so many lines that are none is not read to its end. */
  private static final int MAX_BAD_LINES_AT_START = 100;

  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private final Path file;
  private final WatchEntryParser parser;
  private final Consumer<CaptureProblem> problems;
  private @Nullable BoundedLines lines;
  private @Nullable CountedInput input;
  private long goodLines;
  private long badLines;

  RecordedFile(Path file, WatchEntryParser parser, Consumer<CaptureProblem> problems) {
    this.file = file;
    this.parser = parser;
    this.problems = problems;
    open();
  }

  /** Bytes of the file that have been read. */
  long bytesRead() {
    return input == null ? 0 : input.count;
  }

  /** The next entry that can be used, or null at the end. */
  @Nullable WatchEntry next() {
    while (lines != null) {
      BoundedLines.Line line = readLine(lines);
      if (line == null) {
        close();
        return null;
      }
      WatchEntry entry = parse(line);
      if (entry != null) {
        goodLines++;
        return entry;
      }
      if (goodLines == 0 && badLines >= MAX_BAD_LINES_AT_START) {
        problem(
            0, "none of the first " + badLines + " lines is a watch event; the rest is not read");
        close();
      }
    }
    return null;
  }

  @Override
  public void close() {
    try {
      if (lines != null) {
        lines.close();
      } else if (input != null) {
        input.close();
      }
    } catch (IOException e) {
      problem(0, "cannot be closed: " + e.getMessage());
    }
    lines = null;
  }

  private void open() {
    try {
      input = new CountedInput(Files.newInputStream(file));
      BufferedInputStream buffered = new BufferedInputStream(input);
      buffered.mark(2);
      int first = buffered.read();
      int second = buffered.read();
      buffered.reset();
      if (first < 0) {
        problem(0, "is empty");
      }
      boolean zipped = first == GZIP_MAGIC_1 && second == GZIP_MAGIC_2;
      lines = new BoundedLines(zipped ? new GZIPInputStream(buffered) : buffered, MAX_LINE_BYTES);
    } catch (IOException e) {
      problem(0, "cannot be read: " + e.getMessage());
      close();
    }
  }

  private BoundedLines.@Nullable Line readLine(BoundedLines from) {
    try {
      return from.next();
    } catch (IOException e) {
      problem(from.number(), "breaks off here: " + e.getMessage());
      return null;
    }
  }

  private @Nullable WatchEntry parse(BoundedLines.Line line) {
    byte[] bytes = line.bytes();
    if (bytes == null) {
      problem(line.number(), "longer than " + MAX_LINE_BYTES + " bytes");
      badLines++;
      return null;
    }
    if (isBlank(bytes)) {
      problem(line.number(), "is empty");
      badLines++;
      return null;
    }
    try {
      return parser.parse(bytes);
    } catch (BadLineException e) {
      problem(line.number(), String.valueOf(e.getMessage()));
      badLines++;
      return null;
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private void problem(long line, String message) {
    problems.accept(new CaptureProblem(file.toString(), line, PublicText.of(message)));
  }

  /** Counts what is taken from the file itself, before it is unzipped. */
  private static final class CountedInput extends FilterInputStream {
    private long count;

    CountedInput(InputStream input) {
      super(input);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
