package io.pulltriage.producer.watch;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What came in pieces, to be read once as a whole. Each piece is let go when it was read, so that
 * whoever holds on to this holds little. Not thread-safe.
 */
final class Pieces extends InputStream {

  private final Deque<byte[]> unread = new ArrayDeque<>();
  private int position;
  private long size;

  /** Adds a piece at the end, which must not be changed any more. */
  void add(byte[] piece) {
    if (piece.length > 0) {
      unread.add(piece);
      size += piece.length;
    }
  }

  /** How many bytes have been added. */
  long size() {
    return size;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    byte[] piece = unread.peek();
    if (piece == null) {
      return -1;
    }
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, into, offset, count);
    position += count;
    if (position == piece.length) {
      unread.remove();
      position = 0;
    }
    return count;
  }
}
