package io.pulltriage.streams.query;

import io.pulltriage.producer.publish.KafkaSink;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.ClusterPartitioner;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.ThreeBrokers;
import io.pulltriage.testkit.HttpRegistry;
import io.pulltriage.testkit.Pods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/** Three analyzers on three brokers, that are told of pods in two clusters. */
final class ThreeInstances implements AutoCloseable {

  static final int PARTITIONS = 3;

  private static final Topics TOPICS = Topics.withDefaultPrefix();
  private static final String REGISTRY = "mock://three-instances";
  private static final Path LOGS = Path.of("target", "three-instances");
  private static final List<String> CLUSTERS = List.of("lab-a", "lab-b");

  private final Path folder;
  private final Instant start = Instant.now().minusSeconds(600);
  private final ThreeBrokers kafka = ThreeBrokers.start();
  private final HttpRegistry registry = new HttpRegistry(REGISTRY);
  private final List<Instance> instances = new ArrayList<>();

  /**
   * Starts all.
   *
   * @param folder for their state; what they say stays in the build's
   */
  ThreeInstances(Path folder) throws Exception {
    this.folder = folder;
    kafka.createTopics(TOPICS, PARTITIONS);
    Files.createDirectories(LOGS);
    for (int i = 0; i < 3; i++) {
      add();
    }
  }

  /** Starts one more, which has no state yet. */
  Instance add(String... more) throws IOException {
    String name = "instance-" + instances.size();
    List<String> settings =
        List.of(
            "applicationId=fleet",
            "stateDir=" + folder.resolve(name),
            "schemaRegistry.url=" + registry.url(),
            "api.limits.requestsPerSecond=100000",
            "api.limits.burst=100000",
            "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
            // Copies of the changelogs and quick commits of every little would be most of the work.
            "kafka.replication.factor=1",
            "kafka.commit.interval.ms=500");
    Instance instance =
        Instance.start(
            LOGS.resolve(name + ".log"),
            Stream.concat(settings.stream(), Stream.of(more)).toList());
    instances.add(instance);
    return instance;
  }

  /** Those that run. */
  List<Instance> running() {
    return instances.stream().filter(Instance::isAlive).toList();
  }

  /** All that run but one. */
  List<Instance> without(Instance lost) {
    return running().stream().filter(instance -> instance != lost).toList();
  }

  /**
   * Tells of pods that fail, of as many workloads, and that time goes on.
   *
   * @param from the first one's number
   * @return the beginning of the id of each incident that is to be found
   */
  Set<String> fail(int from, int to) {
    List<Publication> facts = new ArrayList<>();
    IntStream.range(from, to).forEach(i -> facts.add(pod(i)));
    for (String cluster : CLUSTERS) {
      IntStream.rangeClosed(1, 9)
          .forEach(i -> facts.add(Facts.time(cluster, start.plusSeconds(to + 30L * i))));
    }
    publish(facts);
    return IntStream.range(from, to)
        .mapToObj(i -> cluster(i) + '/' + namespace(i) + "/Deployment/api-" + i + "/app/PULL/")
        .collect(Collectors.toSet());
  }

  private Publication pod(int i) {
    return Facts.pod(
        Pods.failing(cluster(i), namespace(i), "api-" + i)
            .image("broken.example/team/api-" + i + ":1")
            .on("node-" + i % 5)
            .waiting("app", "ErrImagePull", "dial tcp 10.0.0.1:443: connection refused")
            .at(start.plusSeconds(i))
            .build());
  }

  private static String cluster(int i) {
    return CLUSTERS.get(i % 2);
  }

  private static String namespace(int i) {
    return i % 4 < 2 ? "shop" : "data";
  }

  private void publish(List<Publication> facts) {
    Map<String, Object> config = new HashMap<>(ClusterPartitioner.settings(TOPICS));
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(PublicSerdes.REGISTRY_URL, REGISTRY);
    try (KafkaProducer<String, SpecificRecord> producer =
        new KafkaProducer<>(
            config, new StringSerializer(), new PublicSerdes(config).anySerializer())) {
      KafkaSink sink = new KafkaSink(producer, TOPICS);
      facts.forEach(sink::publish);
      sink.flush();
    }
  }

  @Override
  public void close() {
    instances.forEach(Instance::close);
    registry.close();
    kafka.close();
  }
}
