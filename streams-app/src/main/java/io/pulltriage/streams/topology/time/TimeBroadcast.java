package io.pulltriage.streams.topology.time;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Sends what tells of time to every partition (KIP-837) and all else where its key belongs.
 * Thread-safe.
 *
 * @param <V> what is sent
 */
public final class TimeBroadcast<V> implements StreamPartitioner<String, V> {

  private final Predicate<V> isTime;

  /** Broadcasts what satisfies the predicate. */
  public TimeBroadcast(Predicate<V> isTime) {
    this.isTime = isTime;
  }

  /** Empty means by the hash of the key. */
  @Override
  public Optional<Set<Integer>> partitions(String topic, String key, V value, int partitions) {
    return isTime.test(value)
        ? Optional.of(
            IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()))
        : Optional.empty();
  }
}
