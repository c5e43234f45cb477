package io.pulltriage.schemas;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Record headers that fix the order of a cluster's facts among its statuses, although they are in
 * different topics. A fact belongs before the first status whose mark is greater than what {@link
 * #after} says of the fact. Each value is 8 bytes, big-endian. Pure and thread-safe.
 */
public final class WatermarkHeaders {

  /** On a fact: the mark of the newest status of its cluster that was sent before it. */
  public static final String AFTER = "pulltriage-after";

  /** On a status: its own mark, which grows with every status of a session. */
  public static final String MARK = "pulltriage-mark";

  /** On a status: how many facts of its cluster Kafka acknowledged since the status before. */
  public static final String FACTS = "pulltriage-facts";

  /** What a header that is not there reads as. */
  public static final long ABSENT = -1;

  private WatermarkHeaders() {}

  /** Puts {@link #AFTER} on a fact; nothing if there was no status before it. */
  public static void writeAfter(Headers headers, long mark) {
    if (mark != ABSENT) {
      write(headers, AFTER, mark);
    }
  }

  /** Puts {@link #MARK} and {@link #FACTS} on a status. */
  public static void writeStatus(Headers headers, long mark, long facts) {
    write(headers, MARK, mark);
    write(headers, FACTS, facts);
  }

  /**
   * Reads {@link #AFTER}, or {@link #ABSENT}.
   *
   * @throws SerializationException if the header is not 8 bytes long
   */
  public static long after(Headers headers) {
    return read(headers, AFTER);
  }

  /**
   * Reads {@link #MARK}, or {@link #ABSENT}.
   *
   * @throws SerializationException if the header is not 8 bytes long
   */
  public static long mark(Headers headers) {
    return read(headers, MARK);
  }

  /**
   * Reads {@link #FACTS}, or {@link #ABSENT}.
   *
   * @throws SerializationException if the header is not 8 bytes long
   */
  public static long facts(Headers headers) {
    return read(headers, FACTS);
  }

  private static void write(Headers headers, String name, long value) {
    headers.remove(name);
    headers.add(name, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private static long read(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null) {
      return ABSENT;
    }
    byte[] value = header.value();
    if (value == null || value.length != Long.BYTES) {
      throw new SerializationException(
          "header %s has %d bytes, not 8".formatted(name, value == null ? 0 : value.length));
    }
    return ByteBuffer.wrap(value).getLong();
  }
}
