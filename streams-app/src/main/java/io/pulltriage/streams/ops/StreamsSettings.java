package io.pulltriage.streams.ops;

import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.GroupTimeouts;
import io.pulltriage.streams.config.Storage;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams that the application rests on. Pure. */
final class StreamsSettings {

  /** Memory for records that are not written to their stores yet, for all threads together. */
  private static final long CACHE_BYTES = 64L << 20;

  private StreamsSettings() {}

  /** The user's settings, with ours where they are silent and where there is no choice. */
  static Map<String, Object> complete(AnalyzerConfig config, Map<String, ?> settings) {
    Map<String, Object> complete = new HashMap<>();
    complete.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    complete.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG, Runtime.getRuntime().availableProcessors());
    // What changes several times within one commit is written once.
    complete.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200);
    complete.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    complete.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
    complete.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG), 1);
    // With several requests under way, a broker that still adds a partition to a transaction may
    // see the second batch before the first, refuse it as out of order, and log an error.
    complete.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    if (config.storage() == Storage.DISK) {
      complete.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    }
    complete.putAll(GroupTimeouts.DEFAULTS);
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
}
