package io.pulltriage.streams.upgrade;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What an application has kept in its changelogs, as a file: for each record its store, partition,
 * time, key and value.
 */
final class KeptState {

  private KeptState() {}

  /**
   * A record of a changelog.
   *
   * @param changelog the topic's name behind the application's id
   */
  record Entry(String changelog, int partition, long time, ByteBuffer key, ByteBuffer value) {}

  /** Writes entries, of each store's keys the newest alone. */
  static void write(Path file, List<Entry> entries) throws IOException {
    Map<List<Object>, Entry> newest = new LinkedHashMap<>();
    for (Entry entry : entries) {
      List<Object> place = List.of(entry.changelog, entry.partition, entry.key);
      newest.remove(place);
      if (entry.value.hasRemaining()) {
        newest.put(place, entry);
      }
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      for (Entry entry : newest.values()) {
        out.writeUTF(entry.changelog);
        out.writeInt(entry.partition);
        out.writeLong(entry.time);
        write(out, entry.key);
        write(out, entry.value);
      }
    }
  }

  /** Reads them again. */
  static List<Entry> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      Entry entry = next(in);
      while (entry != null) {
        entries.add(entry);
        entry = next(in);
      }
    }
    return entries;
  }

  private static @Nullable Entry next(DataInputStream in) throws IOException {
    String changelog;
    try {
      changelog = in.readUTF();
    } catch (EOFException end) {
      return null;
    }
    return new Entry(changelog, in.readInt(), in.readLong(), bytes(in), bytes(in));
  }

  private static void write(DataOutputStream out, ByteBuffer bytes) throws IOException {
    out.writeInt(bytes.remaining());
    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  private static ByteBuffer bytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
