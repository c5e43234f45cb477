package io.pulltriage.standalone.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Server-sent events, read one after the other. Not thread-safe. */
final class ServerEvents implements AutoCloseable {

  private final BufferedReader lines;
  private Optional<String> lastId = Optional.empty();

  ServerEvents(InputStream in) {
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** An event. */
  record Event(String name, String data) {}

  /** The next event that holds something; null at the end of the stream. */
  @Nullable Event next() throws IOException {
    String name = "message";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        if (data.length() > 0) {
          return new Event(name, data.toString());
        }
        name = "message";
      } else if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        data.append(line.substring("data: ".length()));
      } else if (line.startsWith("id: ")) {
        lastId = Optional.of(line.substring("id: ".length()));
      }
    }
    return null;
  }

  /** The id of what was read last: where to go on. */
  Optional<String> lastId() {
    return lastId;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
