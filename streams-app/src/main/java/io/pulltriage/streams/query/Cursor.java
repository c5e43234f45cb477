package io.pulltriage.streams.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * A place in a list. Outside it is a text that is fit for an address and opaque: made of letters,
 * digits, {@code -} and {@code _}. It may be kept for as long as one likes and be given to any
 * instance. It grants nothing: what a page shows is decided by who asks for it, not by the cursor.
 * Immutable.
 *
 * @param order of the list
 * @param key of the last thing before the place, in that order
 */
public record Cursor(Order order, String key) {

  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 2;
  private static final int LONGEST_TEXT = 4_096;
  private static final Order[] ORDERS = Order.values();

  /**
   * Reads the text of a cursor.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static Cursor parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw notOne();
    }
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw notOne();
    }
    if (bytes.remaining() < HEADER_BYTES + Integer.BYTES) {
      throw notOne();
    }
    int checked = bytes.remaining() - Integer.BYTES;
    if (bytes.getInt(checked) != checksum(bytes.array(), checked) || bytes.get() != VERSION) {
      throw notOne();
    }
    int order = bytes.get();
    if (order < 0 || order >= ORDERS.length) {
      throw notOne();
    }
    String key = new String(bytes.array(), 2, checked - HEADER_BYTES, StandardCharsets.UTF_8);
    return new Cursor(ORDERS[order], key);
  }

  /** Its text, from which {@link #parse} makes it again. */
  public String text() {
    byte[] place = key.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + place.length + Integer.BYTES);
    bytes.put(VERSION).put((byte) order.ordinal()).put(place);
    bytes.putInt(checksum(bytes.array(), HEADER_BYTES + place.length));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }

  private static IllegalArgumentException notOne() {
    return new IllegalArgumentException("the cursor is not one that was given out here");
  }
}
