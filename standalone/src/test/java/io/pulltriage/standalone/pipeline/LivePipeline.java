package io.pulltriage.standalone.pipeline;

import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.IncidentConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;

/**
 * A broker, a registry and the analyzer, which resolves incidents a second after they ended, and a
 * folder of kubeconfigs for producers to watch. Thread-safe.
 */
public final class LivePipeline implements AutoCloseable {

  private static final int PARTITIONS = 3;
  private static final Duration HOLD_DOWN = Duration.ofSeconds(1);

  private final KafkaFixture kafka = KafkaFixture.start();
  private final Analyzer analyzer;
  private final Path folder;

  /**
   * Starts everything but a producer.
   *
   * @param folder for kubeconfigs and the analyzer's state
   */
  public LivePipeline(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder.resolve("kubeconfigs"));
    AnalyzerConfig defaults = AnalyzerConfig.defaults(kafka.topics(), PARTITIONS);
    analyzer =
        new Analyzer(
            new AnalyzerConfig(
                defaults.topics(),
                PARTITIONS,
                defaults.time(),
                defaults.storage(),
                defaults.diagnosis(),
                new IncidentConfig(HOLD_DOWN, Duration.ofDays(7)),
                defaults.outbreaks()),
            Knowledge.bundled(),
            Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "live-pipeline",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                StreamsConfig.STATE_DIR_CONFIG,
                folder.resolve("state").toString(),
                StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                0,
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                1,
                PublicSerdes.REGISTRY_URL,
                kafka.registryUrl()));
    analyzer.start();
    analyzer.awaitRunning(Duration.ofMinutes(3));
  }

  /** The broker and the registry. */
  public KafkaFixture kafka() {
    return kafka;
  }

  /** Where kubeconfigs are. */
  public Path kubeconfigs() {
    return folder;
  }

  /** Writes a kubeconfig or replaces it, in one step. */
  public void kubeconfig(String name, String content) throws IOException {
    Path unfinished = Files.writeString(folder.resolve("." + name), content);
    Files.move(unfinished, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** A producer's settings: these over some that make it quick, over the defaults. */
  public ProducerConfig config(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "schemaRegistry.url=" + kafka.registryUrl(),
                "clusters.folder.path=" + folder,
                "clusters.rescan=200ms",
                "publish.heartbeat=1s",
                "watch.backOffFrom=100ms",
                "watch.backOffTo=1s"));
    all.addAll(List.of(settings));
    return ConfigReader.read(ProducerConfig.defaults(), null, Map.of(), all);
  }

  /** All incidents as the analyzer has them now. */
  public List<Incident> incidents() {
    analyzer.requireAlive();
    return analyzer.readModel().incidents();
  }

  /** The incident of a workload, if there is one. */
  public Optional<Incident> incident(String cluster, String workload) {
    return incidents().stream()
        .filter(incident -> incident.getCluster().equals(cluster))
        .filter(incident -> incident.getWorkload().getName().equals(workload))
        .findFirst();
  }

  /** Whether a workload has an open incident of that cause. */
  public boolean isOpen(String cluster, String workload, Cause cause) {
    return incident(cluster, workload)
        .filter(incident -> incident.getStatus() == IncidentStatus.OPEN)
        .filter(incident -> incident.getCause() == cause)
        .isPresent();
  }

  /** Whether a workload's incident is resolved. */
  public boolean isResolved(String cluster, String workload) {
    return incident(cluster, workload)
        .filter(incident -> incident.getStatus() == IncidentStatus.RESOLVED)
        .isPresent();
  }

  /** All statuses that were published of a cluster, in order. */
  public List<ClusterStatus> statuses(String cluster) {
    try (var serde = kafka.serdes().clusterStatus()) {
      return read(kafka.topics().clusters()).stream()
          .filter(record -> record.key().equals(cluster) && record.value() != null)
          .map(record -> serde.deserializer().deserialize(record.topic(), record.value()))
          .toList();
    }
  }

  /** The last status of a cluster. */
  public Optional<ClusterStatus> status(String cluster) {
    List<ClusterStatus> all = statuses(cluster);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Whether a cluster's last status says that all is known of it. */
  public boolean isWatched(String cluster) {
    return status(cluster)
        .filter(status -> status.getConnected() && status.getSynced())
        .isPresent();
  }

  /** Every record that stands in a topic now. */
  public List<ConsumerRecord<String, byte[]>> read(String topic) {
    return kafka.readToEnd(topic, new ByteArrayDeserializer());
  }

  /** The newest value of each key in a topic, without those that were withdrawn. */
  public Map<String, byte[]> latest(String topic) {
    Map<String, byte[]> latest = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : read(topic)) {
      if (record.value() == null) {
        latest.remove(record.key());
      } else {
        latest.put(record.key(), record.value());
      }
    }
    return latest;
  }

  @Override
  public void close() {
    analyzer.close();
    kafka.close();
  }
}
