package io.pulltriage.producer.watch;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Puts pieces together to lines. Not thread-safe. */
final class Lines {

  /** An API server's objects are smaller, by etcd's limit. */
  private static final int LONGEST = 16 << 20;

  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

  /**
   * The lines that end in this piece, without their ends; empty ones are left out.
   *
   * @throws IllegalStateException when a line has no end
   */
  List<byte[]> add(byte[] piece) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < piece.length; i++) {
      if (piece[i] == '\n') {
        unfinished.write(piece, start, i - start);
        if (unfinished.size() > 0) {
          lines.add(unfinished.toByteArray());
        }
        unfinished.reset();
        start = i + 1;
      }
    }
    unfinished.write(piece, start, piece.length - start);
    if (unfinished.size() > LONGEST) {
      throw new IllegalStateException("a line of more than " + LONGEST + " bytes");
    }
    return lines;
  }

  void clear() {
    unfinished.reset();
  }
}
