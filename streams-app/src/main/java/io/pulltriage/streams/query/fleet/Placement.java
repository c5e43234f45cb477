package io.pulltriage.streams.query.fleet;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;

/** Which instance has which part of the stores, as far as this one knows. Thread-safe. */
final class Placement {

  private static final StringSerializer KEYS = new StringSerializer();

  private final KafkaStreams streams;
  private final Optional<HostInfo> self;
  private final int partitions;

  /**
   * Asks an instance.
   *
   * @param self its {@code application.server}; without one it is taken to be the only one
   * @param partitions of every stage
   */
  Placement(KafkaStreams streams, Optional<HostInfo> self, int partitions) {
    this.streams = streams;
    this.self = self;
    this.partitions = partitions;
  }

  /** How many partitions every store has. */
  int partitions() {
    return partitions;
  }

  /** The partition of a key, as Kafka's own partitioner has it, which all of our stages use. */
  int partitionOf(String key) {
    byte[] bytes = KEYS.serialize("", key);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
  }

  /** Whether this is the instance. */
  boolean isSelf(HostInfo host) {
    return self.isEmpty() || self.get().equals(host);
  }

  /** This instance. */
  HostInfo self() {
    return self.orElse(HostInfo.unavailable());
  }

  /**
   * Who has a partition, the owner first; empty while nobody is known to, and while this instance
   * does not run.
   */
  List<HostInfo> holders(String store, int partition) {
    if (self.isEmpty()) {
      return List.of(self());
    }
    StreamPartitioner<Integer, Object> there =
        (topic, key, value, count) -> Optional.of(Set.of(key));
    KeyQueryMetadata found;
    try {
      found = streams.queryMetadataForKey(store, partition, there);
    } catch (IllegalStateException | InvalidStateStoreException e) {
      return List.of();
    }
    if (found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      return List.of();
    }
    return Stream.concat(Stream.of(found.activeHost()), found.standbyHosts().stream())
        .filter(host -> !host.equals(HostInfo.unavailable()))
        .distinct()
        .toList();
  }
}
