package io.pulltriage.producer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.testkit.FakeApiServer;
import io.pulltriage.testkit.KafkaFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real broker that goes away under a producer while pods go on failing, and comes back. How long
 * it stays away can be chosen: {@code -Dpulltriage.kafkaAway=PT2M}.
 */
class KafkaAwayIT {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaAwayIT.class);
  private static final Instant CREATED = Instant.parse("2026-03-04T05:06:07Z");
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration AWAY =
      Duration.parse(System.getProperty("pulltriage.kafkaAway", "PT3S"));

  @AutoClose private final FakeApiServer api = new FakeApiServer();
  @AutoClose private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private int failed;

  @Test
  void shouldKeepAllThatFindsRoomAndDeliverItWhenKafkaComesBack(@TempDir Path folder)
      throws Exception {
    try (KafkaFixture kafka = KafkaFixture.start(folder.resolve("kafka"));
        ProducerService service = service(kafka, folder, 5_000)) {
      // Given
      service.start();
      await().atMost(PATIENCE).until(() -> service.clusters().containsValue(true));
      storm(5);
      await().atMost(PATIENCE).until(() -> events(kafka).size() == failed);

      // When
      kafka.stopBroker();
      Instant until = Instant.now().plus(AWAY);
      await()
          .atMost(AWAY.plus(PATIENCE))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                storm(failed < 4_000 ? 2 : 0);
                return Instant.now().isAfter(until) && !service.ready().ok();
              });
      assertThat(service.ready().reason()).contains("Kafka");
      await().atMost(PATIENCE).until(() -> count("accepted", "pod-event") == failed);
      double kept = waiting();
      kafka.startBrokerAgain();

      // Then
      await().atMost(PATIENCE).until(() -> events(kafka).size() == failed);
      await().atMost(PATIENCE).until(() -> pods(kafka).size() == failed);
      await().atMost(PATIENCE).until(() -> service.ready().ok());
      assertThat(count("dropped", null)).isZero();
      assertThat(statuses(kafka)).allSatisfy(status -> assertThat(status.getGap()).isEmpty());
      assertIdentity();
      LOG.warn("away={} failed={} kept={} dropped=0 heapMiB={}", AWAY, failed, kept, heap());
    }
  }

  @Test
  void shouldCountWhatFoundNoRoomAndTellItAsAGap(@TempDir Path folder) throws Exception {
    try (KafkaFixture kafka = KafkaFixture.start(folder.resolve("kafka"));
        ProducerService service = service(kafka, folder, 20)) {
      // Given
      service.start();
      await().atMost(PATIENCE).until(() -> service.clusters().containsValue(true));

      // When
      kafka.stopBroker();
      int port = api.goAway();
      for (int i = 0; i < 60; i++) {
        api.put("events", event("b" + failed++));
      }
      api.compact(); // So that they come as a list, which is not held back.
      api.comeBack(port);
      await().atMost(PATIENCE).until(() -> count("dropped", "pod-event") == 40);
      assertThat(waiting())
          .as("events are bounded; of states one each")
          .isLessThan(20 + failed + 5);
      kafka.startBrokerAgain();

      // Then
      await()
          .atMost(PATIENCE)
          .until(() -> statuses(kafka).stream().anyMatch(status -> status.getGap().isPresent()));
      await().atMost(PATIENCE).until(() -> waiting() == 0);
      assertIdentity();
    }
  }

  private ProducerService service(KafkaFixture kafka, Path folder, int bufferedEvents)
      throws Exception {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            current-context: storm
            clusters: [{name: c, cluster: {server: "%s"}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: storm, context: {cluster: c, user: u}}]
            """
                .formatted(api.url()));
    return new ProducerService(
        ConfigReader.read(
            ProducerConfig.defaults(),
            null,
            Map.of(),
            List.of(
                "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "kafka.max.block.ms=2000",
                "kafka.request.timeout.ms=1000",
                "kafka.delivery.timeout.ms=2000",
                "schemaRegistry.url=" + kafka.registryUrl(),
                "clusters.kubeconfig.file=" + kubeconfig,
                "delivery.bufferedEvents=" + bufferedEvents,
                "delivery.retryAfter=200ms",
                "publish.heartbeat=1s")),
        Clock.systemUTC(),
        meters);
  }

  /** So many pods begin to fail, each with one event. */
  private void storm(int pods) {
    for (int i = 0; i < pods; i++) {
      String name = "p" + failed++;
      api.put(
          "pods", PodJson.of("web", "old", name, CREATED).waiting("ImagePullBackOff", "x").json());
      api.put("events", event(name));
    }
  }

  private static ObjectNode event(String pod) {
    return PodJson.read(
        """
        {"metadata":{"name":"e-%1$s","namespace":"shop","uid":"e-%1$s"},
         "involvedObject":{"kind":"Pod","namespace":"shop","name":"web-old-%1$s",
          "uid":"uid-web-old-%1$s","fieldPath":"spec.containers{app}"},
         "reason":"Failed","type":"Warning","count":1,"lastTimestamp":"%2$s",
         "message":"Failed to pull image \\"team/web:1\\": manifest unknown"}
        """
            .formatted(pod, Instant.now()));
  }

  private static Set<String> events(KafkaFixture kafka) {
    try (var serde = kafka.serdes().podEvent()) {
      Set<String> uids = new HashSet<>();
      for (ConsumerRecord<String, byte[]> record : read(kafka, kafka.topics().podEvents())) {
        uids.add(serde.deserializer().deserialize(record.topic(), record.value()).getEventUid());
      }
      return uids;
    }
  }

  private static Set<String> pods(KafkaFixture kafka) {
    Set<String> keys = new HashSet<>();
    read(kafka, kafka.topics().pods()).forEach(record -> keys.add(record.key()));
    return keys;
  }

  private static List<ClusterStatus> statuses(KafkaFixture kafka) {
    try (var serde = kafka.serdes().clusterStatus()) {
      List<ClusterStatus> statuses = new ArrayList<>();
      for (ConsumerRecord<String, byte[]> record : read(kafka, kafka.topics().clusters())) {
        statuses.add(serde.deserializer().deserialize(record.topic(), record.value()));
      }
      return statuses;
    }
  }

  private static List<ConsumerRecord<String, byte[]>> read(KafkaFixture kafka, String topic) {
    return kafka.readToEnd(topic, new ByteArrayDeserializer());
  }

  private void assertIdentity() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(count("accepted", null))
                    .isEqualTo(
                        count("published", null)
                            + count("replaced", null)
                            + count("dropped", null)
                            + waiting()));
  }

  private double waiting() {
    return meters.get("pulltriage.delivery.waiting").gauge().value();
  }

  private double count(String what, @Nullable String kind) {
    var search = meters.find("pulltriage.records." + what);
    return (kind == null ? search : search.tag("kind", kind))
        .counters().stream().mapToDouble(counter -> counter.count()).sum();
  }

  private static long heap() {
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
  }
}
