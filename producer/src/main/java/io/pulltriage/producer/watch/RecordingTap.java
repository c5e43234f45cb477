package io.pulltriage.producer.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pulltriage.producer.capture.PublicObject;
import io.pulltriage.producer.wire.StreamKind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Records one stream of a cluster, masked, as a file that can be replayed. */
final class RecordingTap implements Tap, AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StreamKind kind;
  private final Writer file;
  private long lines;
  private @Nullable IOException failure;

  /**
   * Begins a file.
   *
   * @throws IOException if it is there already or cannot be written
   */
  RecordingTap(Path folder, String cluster, StreamKind kind) throws IOException {
    this.kind = kind;
    Path path = folder.resolve(cluster + '.' + kind.fileName + ".watch.jsonl.gz");
    this.file =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)),
                StandardCharsets.UTF_8));
  }

  @Override
  public void listed(ObjectNode object) {
    write("ADDED", PublicObject.of(kind, object));
  }

  @Override
  public void watched(byte[] line) {
    try {
      JsonNode entry = JSON.readTree(line);
      String type = entry.path("type").asText();
      switch (type) {
        case "ADDED", "MODIFIED", "DELETED" ->
            write(type, PublicObject.of(kind, entry.path("object")));
        case "BOOKMARK" -> {
          ObjectNode mark = JSON.createObjectNode();
          mark.withObject("/metadata")
              .set("resourceVersion", entry.at("/object/metadata/resourceVersion"));
          write(type, mark);
        }
        default -> {
          // How a watch of ours ended is nothing of the cluster.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Does nothing while all could be written.
   *
   * @throws IOException as the file threw it
   */
  synchronized void requireNoFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** How many lines it has. */
  synchronized long lines() {
    return lines;
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }

  private synchronized void write(String type, ObjectNode object) {
    if (failure != null) {
      return; // A file with a hole in it would be worse than a short one.
    }
    ObjectNode line = JSON.createObjectNode();
    line.put("type", type);
    line.set("object", object);
    try {
      file.write(line + "\n");
      lines++;
    } catch (IOException e) {
      failure = e;
    }
  }
}
