package io.pulltriage.streams.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka refused to take of the application's output. A refusal loses the whole transaction, so
 * the thread is replaced and processes its input again; this time the record is known, and kept
 * from Kafka. Thread-safe.
 */
final class Refusals {

  private static final int KEPT = 10_000;
  private static final int MOST_REPLACEMENTS = 20;
  private static final Duration WITHIN = Duration.ofMinutes(10);

  /** What Kafka's client says of the others in a batch. */
  private static final String BATCH = "part of a batch which had one more more invalid records";

  private final InstantSource clock;
  private final Map<String, Limits> byTopic = new HashMap<>();
  private final Deque<Long> replacements = new ArrayDeque<>();

  /** Of a topic: what is refused for sure. */
  private static final class Limits {
    private int size = Integer.MAX_VALUE;
    private long newest = Long.MAX_VALUE;
    private long oldest = Long.MIN_VALUE;

    private final Set<Identity> records =
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<Identity, Boolean> eldest) {
                return size() > KEPT;
              }
            });
  }

  private record Identity(@Nullable ByteBuffer key, long timestamp) {

    static Identity of(ProducerRecord<byte[], byte[]> output) {
      byte[] key = output.key();
      return new Identity(key == null ? null : ByteBuffer.wrap(key), time(output));
    }
  }

  Refusals(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether Kafka refused a record for what it is; then no other has to suffer by it. */
  static boolean isOfOneRecord(Throwable error) {
    return error instanceof RecordTooLargeException
        || error instanceof InvalidTimestampException
        || error instanceof InvalidRecordException;
  }

  /** Kafka refused a record for what it is. */
  synchronized void note(ProducerRecord<byte[], byte[]> output, Exception error) {
    Limits limits = byTopic.computeIfAbsent(output.topic(), topic -> new Limits());
    if (error instanceof RecordTooLargeException) {
      limits.size = Math.min(limits.size, size(output));
    } else if (error instanceof InvalidTimestampException && time(output) > clock.millis()) {
      limits.newest = Math.min(limits.newest, time(output));
    } else if (error instanceof InvalidTimestampException) {
      limits.oldest = Math.max(limits.oldest, time(output));
    } else {
      limits.records.add(Identity.of(output));
    }
  }

  /** Why Kafka would refuse a record, if that is known. */
  synchronized Optional<String> reason(ProducerRecord<byte[], byte[]> output) {
    Limits limits = byTopic.get(output.topic());
    if (limits == null) {
      return Optional.empty();
    }
    if (limits.newest <= clock.millis()) {
      limits.newest = Long.MAX_VALUE; // It is not in the future any more.
    }
    if (size(output) >= limits.size) {
      return Optional.of("it has %,d bytes, which is too large".formatted(size(output)));
    }
    if (time(output) >= limits.newest || time(output) <= limits.oldest) {
      return Optional.of(
          "its time, %d, is out of the range that Kafka takes".formatted(time(output)));
    }
    return limits.records.contains(Identity.of(output))
        ? Optional.of("Kafka calls it invalid")
        : Optional.empty();
  }

  /**
   * Whether a thread ended by the refusal of a record, and is to be replaced; not any more when
   * that happens again and again.
   */
  synchronized boolean isReasonToReplace(Throwable error) {
    boolean refused =
        Stream.iterate(error, cause -> cause != null, Throwable::getCause)
            .anyMatch(
                cause ->
                    isOfOneRecord(cause)
                        || (cause instanceof KafkaException
                            && String.valueOf(cause.getMessage()).contains(BATCH)));
    if (!refused) {
      return false;
    }
    long now = clock.millis();
    replacements.add(now);
    replacements.removeIf(before -> before < now - WITHIN.toMillis());
    return replacements.size() <= MOST_REPLACEMENTS;
  }

  private static long time(ProducerRecord<byte[], byte[]> output) {
    Long time = output.timestamp();
    return time == null ? 0 : time;
  }

  private static int size(ProducerRecord<byte[], byte[]> output) {
    int size = length(output.key()) + length(output.value());
    for (Header header : output.headers()) {
      size += header.key().getBytes(UTF_8).length + length(header.value());
    }
    return size;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
