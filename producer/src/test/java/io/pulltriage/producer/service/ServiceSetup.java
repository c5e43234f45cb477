package io.pulltriage.producer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What tests of the whole producer share: its settings, and what it has told Kafka. */
final class ServiceSetup {

  static final String SECRET = "s3cr3tT0kenV4lue99";

  private static final Instant CREATED = Instant.parse("2026-03-04T05:06:07Z");

  private final KafkaFixture kafka;
  private final Path folder;

  /**
   * Nothing is started.
   *
   * @param folder where the producer looks for kubeconfigs
   */
  ServiceSetup(KafkaFixture kafka, Path folder) {
    this.kafka = kafka;
    this.folder = folder;
  }

  ProducerService service(MeterRegistry meters) {
    return service(meters, Clock.systemUTC());
  }

  ProducerService service(MeterRegistry meters, Clock clock) {
    ProducerConfig config =
        ConfigReader.read(
            ProducerConfig.defaults(),
            null,
            Map.of(),
            List.of(
                "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "schemaRegistry.url=" + kafka.registryUrl(),
                "clusters.folder.path=" + folder,
                "clusters.rescan=200ms",
                "watch.backOffFrom=100ms"));
    return new ProducerService(config, clock, meters);
  }

  void kubeconfig(String file, String context, String url) throws IOException {
    Path unfinished = folder.resolve("." + file);
    Files.writeString(
        unfinished,
        """
        apiVersion: v1
        kind: Config
        current-context: %1$s
        clusters: [{name: c, cluster: {server: "%2$s"}}]
        users: [{name: u, user: {token: %3$s}}]
        contexts: [{name: %1$s, context: {cluster: c, user: u}}]
        """
            .formatted(context, url, SECRET));
    Files.move(unfinished, folder.resolve(file));
  }

  ClusterStatus status(String cluster) {
    return latest(
            kafka.topics().clusters(), kafka.serdes().clusterStatus().deserializer()::deserialize)
        .getOrDefault(
            cluster,
            ClusterStatus.newBuilder()
                .setCluster(cluster)
                .setConnected(false)
                .setSynced(false)
                .setSince(CREATED)
                .setObservedAt(CREATED)
                .build());
  }

  Map<String, PodSnapshot> podsOf(String cluster) {
    Map<String, PodSnapshot> pods =
        latest(kafka.topics().pods(), kafka.serdes().podSnapshot().deserializer()::deserialize);
    pods.keySet().removeIf(key -> !key.startsWith(cluster + "/"));
    return pods;
  }

  PodSnapshot lastOf(String key) {
    PodSnapshot pod = podsOf(key.substring(0, key.indexOf('/'))).get(key);
    assertThat(pod).as(key).isNotNull();
    return Objects.requireNonNull(pod);
  }

  private interface Reader<V> {
    @Nullable V read(String topic, byte[] value);
  }

  private <V> Map<String, V> latest(String topic, Reader<V> reader) {
    Map<String, V> latest = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : all(topic)) {
      V value = record.value() == null ? null : reader.read(topic, record.value());
      if (value == null) {
        latest.remove(record.key());
      } else {
        latest.put(record.key(), value);
      }
    }
    return latest;
  }

  List<ConsumerRecord<String, byte[]>> all(String topic) {
    Predicate<List<ConsumerRecord<String, byte[]>>> settled = new Settled<>();
    return kafka.consumeAll(topic, new ByteArrayDeserializer(), settled);
  }

  /** A topic has been read when two polls in a row brought nothing new. */
  private static final class Settled<T> implements Predicate<List<T>> {
    private int size = -1;
    private int same;

    @Override
    public boolean test(List<T> records) {
      same = records.size() == size ? same + 1 : 0;
      size = records.size();
      return same >= 3;
    }
  }

  static byte[] bytes(ConsumerRecord<String, byte[]> record) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    byte[] both = new byte[value.length + key.length];
    System.arraycopy(value, 0, both, 0, value.length);
    System.arraycopy(key, 0, both, value.length, key.length);
    return both;
  }
}
