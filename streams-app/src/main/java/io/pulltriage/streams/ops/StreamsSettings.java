package io.pulltriage.streams.ops;

import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.GroupTimeouts;
import io.pulltriage.streams.config.Storage;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.DslStoreSuppliers;

/** The settings of Kafka Streams that the application rests on. Pure. */
final class StreamsSettings {

  private StreamsSettings() {}

  /** The user's settings, with ours where they are silent and where there is no choice. */
  static Map<String, Object> complete(AnalyzerConfig config, Map<String, ?> settings) {
    Map<String, Object> complete = new HashMap<>();
    complete.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    // Findings of one pod follow each other closely; without a cache each would be written and
    // sent.
    complete.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    complete.putAll(GroupTimeouts.DEFAULTS);
    // For the stores that Kafka Streams makes by itself beside ours.
    complete.put(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG, storesFor(config.storage()));
    complete.putAll(settings);
    complete.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    complete.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // The newer protocol may answer "not found" for a key that exists during a rebalance
    // (KAFKA-20887).
    complete.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    complete.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, config.topics().deadLetters());
    complete.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
    complete.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnprocessableRecords.class);
    complete.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RefusedRecords.class);
    return complete;
  }

  private static Class<? extends DslStoreSuppliers> storesFor(Storage storage) {
    return switch (storage) {
      case DISK -> BuiltInDslStoreSuppliers.RocksDBDslStoreSuppliers.class;
      case MEMORY -> BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class;
    };
  }
}
