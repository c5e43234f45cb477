package io.pulltriage.standalone.terminal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * Makes each line that is no JSON object into one, so that what reads a log finds nothing else in
 * it: what the program says to people, and what libraries print by themselves. The names are those
 * of the log's own objects. Empty lines are left out. Thread-safe.
 */
public final class JsonLines extends OutputStream {

  private final OutputStream out;
  private final InstantSource clock;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /** Lines go on to a stream, as they are complete. */
  public JsonLines(OutputStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public synchronized void write(int oneByte) throws IOException {
    if (oneByte == '\n') {
      send();
    } else {
      line.write(oneByte);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  /** Sends nothing that is not a whole line. */
  @Override
  public synchronized void flush() throws IOException {
    out.flush();
  }

  /** Sends what is left, as a line. */
  @Override
  public synchronized void close() throws IOException {
    send();
    out.close();
  }

  private void send() throws IOException {
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    line.reset();
    if (!text.isEmpty()) {
      String object = text.startsWith("{") ? text : object(text);
      out.write((object + '\n').getBytes(StandardCharsets.UTF_8));
    }
  }

  private String object(String text) {
    return "{\"timestamp\":%d,\"level\":\"INFO\",\"loggerName\":\"pulltriage\",\"formattedMessage\":\"%s\"}"
        .formatted(
            clock.millis(), String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)));
  }
}
