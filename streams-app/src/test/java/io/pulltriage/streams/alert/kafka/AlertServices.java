package io.pulltriage.streams.alert.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.classifier.Contexts;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.streams.alert.sink.Secrets;
import io.pulltriage.streams.alert.sink.Sinks;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import io.pulltriage.streams.query.ReadModel;
import io.pulltriage.testkit.KafkaFixture;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** Topics of their own on a broker, and services that tell of what stands in them. Thread-safe. */
final class AlertServices {

  private static final int PARTITIONS = 3;

  private final KafkaFixture kafka;
  private final String name;
  private final Topics topics;

  private AlertServices(KafkaFixture kafka, String name) {
    this.kafka = kafka;
    this.name = name;
    this.topics = new Topics(name + '.');
  }

  /** Fresh topics; the name is not to be used again on the broker. */
  static AlertServices on(KafkaFixture kafka, String name) {
    AlertServices services = new AlertServices(kafka, name);
    kafka.createTopics(new TopicSpecs(services.topics, PARTITIONS, 1).withoutTimeLimits().all());
    return services;
  }

  Topics topics() {
    return topics;
  }

  /**
   * What one instance has.
   *
   * @param model knows
   * @param service tells
   */
  record Told(ReadModel model, AlertService service) implements AutoCloseable {

    @Override
    public void close() {
      service.close();
      model.close();
    }
  }

  /** A service that is started. */
  Told start(AlertsConfig config, boolean quietStart) {
    return start(config, quietStart, new SimpleMeterRegistry());
  }

  Told start(AlertsConfig config, boolean quietStart, MeterRegistry registry) {
    return start(config, quietStart, registry, Clock.systemUTC());
  }

  Told start(AlertsConfig config, boolean quietStart, MeterRegistry registry, Clock clock) {
    ReadModel model = model();
    model.bindTo(registry);
    model.start();
    AlertService service =
        new AlertService(
            config,
            new AlertSource(
                model, topics, name, kafka.clientConfig(), quietStart, Contexts.named()),
            Sinks.of(config, new Secrets(Map.of()), clock),
            registry,
            clock);
    service.start();
    return new Told(model, service);
  }

  private ReadModel model() {
    Map<String, Object> settings = new HashMap<>(kafka.clientConfig());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
    return new ReadModel(topics, Storage.MEMORY, settings, Clock.systemUTC());
  }

  void publish(Incident... incidents) {
    List<ProducerRecord<String, Incident>> records =
        Arrays.stream(incidents)
            .map(one -> new ProducerRecord<>(topics.incidents(), one.getId(), one))
            .toList();
    kafka.send(kafka.serdes().incident(), records);
  }

  /** Puts bytes that are no record into each topic that is read, under a key. */
  void publishGarbage(String key) {
    kafka.send(
        Serdes.ByteArray(),
        Stream.of(topics.incidents(), topics.outbreaks(), topics.alerts(), topics.silences())
            .flatMap(
                topic ->
                    IntStream.range(0, PARTITIONS)
                        .mapToObj(
                            i -> new ProducerRecord<>(topic, i, key, "garbage".getBytes(UTF_8))))
            .toList());
  }

  /** Puts three records of a cluster into one partition. */
  void publishStatuses() {
    ClusterStatus status =
        ClusterStatus.newBuilder()
            .setCluster("east")
            .setConnected(true)
            .setSynced(true)
            .setSince(Instant.EPOCH)
            .setObservedAt(Instant.EPOCH)
            .build();
    kafka.send(
        kafka.serdes().clusterStatus(),
        Collections.nCopies(3, new ProducerRecord<>(topics.clusters(), "east", status)));
  }

  /** Makes the topic of clusters again, with fewer records than were read: no reader can go on. */
  void makeClustersAgain() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      admin.deleteTopics(List.of(topics.clusters())).all().get();
    }
    kafka.createTopics(List.of(new TopicSpecs(topics, PARTITIONS, 1).clusters()));
  }

  void publish(Outbreak outbreak) {
    kafka.send(
        kafka.serdes().outbreak(),
        List.of(new ProducerRecord<>(topics.outbreaks(), outbreak.getId(), outbreak)));
  }
}
