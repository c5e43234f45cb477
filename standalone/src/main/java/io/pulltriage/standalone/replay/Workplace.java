package io.pulltriage.standalone.replay;

import io.pulltriage.schemas.ClusterPartitioner;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.service.ServedAnalyzer;
import io.pulltriage.streams.topology.Knowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Where one run of everything in one process works: a schema registry in memory, a temporary folder
 * for the stores, and the clients' settings. Thread-safe.
 */
public record Workplace(Path folder, String registry, String bootstrapServers, Topics topics)
    implements AutoCloseable {

  /** Name of the application on its own Kafka. */
  static final String APPLICATION = "pulltriage-embedded";

  /** A workplace for clients of this Kafka. */
  public static Workplace create(String bootstrapServers, Topics topics) throws IOException {
    return new Workplace(
        Files.createTempDirectory("pulltriage-state-"),
        "mock://" + UUID.randomUUID(),
        bootstrapServers,
        topics);
  }

  /**
   * Serves what the analyzer of this workplace finds, to this machine alone.
   *
   * @param knowledge that it diagnoses by
   * @param alerts that tell of it
   * @param port 0 for any that is free
   * @throws IOException if another program listens there
   */
  public ServedAnalyzer serve(
      Analyzer analyzer, Knowledge knowledge, EmbeddedAlerts alerts, int port) throws IOException {
    return new ServedAnalyzer(
        analyzer,
        knowledge,
        alerts.service(),
        alerts.registry(),
        ApiConfig.defaults().onPort(port),
        Map.of());
  }

  /** Settings of Kafka Streams. */
  public Map<String, Object> streamsSettings() {
    return Map.of(
        StreamsConfig.APPLICATION_ID_CONFIG,
        APPLICATION,
        StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        StreamsConfig.STATE_DIR_CONFIG,
        folder.toString(),
        StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
        0,
        StreamsConfig.REPLICATION_FACTOR_CONFIG,
        1,
        PublicSerdes.REGISTRY_URL,
        registry);
  }

  /** Publishes as the collecting part does; the caller closes it. */
  public Producer<String, SpecificRecord> producer() {
    Map<String, Object> settings = new HashMap<>(ClusterPartitioner.settings(topics));
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(settings, new StringSerializer(), serdes().anySerializer());
  }

  <V> Consumer<String, V> consumer(Deserializer<V> values) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            IsolationLevel.READ_COMMITTED.toString()),
        new StringDeserializer(),
        values);
  }

  PublicSerdes serdes() {
    return new PublicSerdes(Map.of(PublicSerdes.REGISTRY_URL, registry));
  }

  /** Deletes the folder with all that is in it. */
  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
