package io.pulltriage.benchmarks.pipeline;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.pulltriage.benchmarks.recovery.Stopwatch;
import io.pulltriage.kafka.EmbeddedKafka;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.ClusterPartitioner;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.topology.Knowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;

/** A broker in this process with the public topics, and a folder for state. Not thread-safe. */
final class PipelineRig implements AutoCloseable {

  static final String ANALYZER = "analyzer";

  private static final Duration START_WITHIN = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(100);

  private final EmbeddedKafka kafka;
  private final Topics topics = Topics.withDefaultPrefix();
  private final Path state;
  private final int partitions;
  private final String registry = "pipeline-" + System.nanoTime();
  private int loads;

  PipelineRig(int partitions) throws IOException {
    this.partitions = partitions;
    requireSpread();
    this.kafka = EmbeddedKafka.start();
    this.state = Files.createTempDirectory("pipeline");
    kafka.createTopics(new TopicSpecs(topics, partitions, 1).withoutTimeLimits().all());
  }

  /** Where a feed goes to and who processes it. */
  record Target(String application, Topics topics, Drain.Watched health) {}

  Topics topics() {
    return topics;
  }

  int partitions() {
    return partitions;
  }

  Path state() {
    return state;
  }

  EmbeddedKafka kafka() {
    return kafka;
  }

  String registryUrl() {
    return "mock://" + registry;
  }

  /** The addresses of the broker and the registry, and to read topics from their beginning. */
  Map<String, Object> clients() {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        kafka.bootstrapServers(),
        PublicSerdes.REGISTRY_URL,
        registryUrl(),
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest");
  }

  PublicSerdes serdes() {
    return new PublicSerdes(clients());
  }

  /** An analyzer with the product's settings and its state on disk that processes already. */
  Analyzer startAnalyzer() throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(clients());
    settings.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, ANALYZER);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    // There is no other instance to have them; this saves a warning for each task.
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
    Analyzer analyzer =
        new Analyzer(AnalyzerConfig.defaults(topics, partitions), Knowledge.bundled(), settings);
    try {
      analyzer.start();
      analyzer.awaitRunning(START_WITHIN);
      return analyzer;
    } catch (InterruptedException | RuntimeException e) {
      analyzer.close();
      throw e;
    }
  }

  /** What goes to an analyzer. */
  Target to(Analyzer analyzer) {
    return new Target(ANALYZER, topics, analyzer::watch);
  }

  /** Feeds facts, and statuses after them, and returns when all is processed. */
  void process(Target target, Stream<Publication> facts, Stream<Publication> statuses)
      throws InterruptedException, ExecutionException {
    var unused = run(target, facts, statuses, Measured.NOTHING);
  }

  /**
   * The same after a garbage collection, for a phase that is measured.
   *
   * @return the time from the moment at which the facts can be read until all is processed
   */
  Stopwatch.Reading measure(
      Target target, Stream<Publication> facts, Stream<Publication> statuses, Measured measured)
      throws InterruptedException, ExecutionException {
    System.gc();
    return run(target, facts, statuses, measured);
  }

  private Stopwatch.Reading run(
      Target target, Stream<Publication> facts, Stream<Publication> statuses, Measured measured)
      throws InterruptedException, ExecutionException {
    try (PreparedLoad factLoad = prepare(target.topics(), facts);
        PreparedLoad statusLoad = prepare(target.topics(), statuses);
        Drain drain = new Drain(clients(), target.application())) {
      Map<TopicPartition, Long> ends = new HashMap<>(factLoad.ends());
      ends.putAll(statusLoad.ends());
      measured.begin();
      Stopwatch watch = new Stopwatch();
      factLoad.release();
      statusLoad.release();
      drain.await(ends, target.health());
      Stopwatch.Reading reading = watch.read();
      measured.end();
      return reading;
    }
  }

  /** What surrounds a measured phase. */
  interface Measured {

    Measured NOTHING =
        new Measured() {
          @Override
          public void begin() {}

          @Override
          public void end() {}
        };

    void begin();

    void end();
  }

  /** All committed records of the incidents' topic. */
  List<ConsumerRecord<String, Incident>> incidents() {
    return read(topics.incidents(), serdes().incident());
  }

  /** All committed records of a topic; closes the serde. */
  <V> List<ConsumerRecord<String, V>> read(String topic, Serde<V> serde) {
    List<ConsumerRecord<String, V>> read = new ArrayList<>();
    try (serde;
        KafkaConsumer<String, V> consumer = committed(serde.deserializer())) {
      List<TopicPartition> all =
          IntStream.range(0, partitions)
              .mapToObj(number -> new TopicPartition(topic, number))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
        consumer.poll(POLL).forEach(read::add);
      }
    }
    return read;
  }

  /** A consumer of committed records. */
  <V> KafkaConsumer<String, V> committed(Deserializer<V> values) {
    Map<String, Object> settings = new HashMap<>(clients());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(settings, new StringDeserializer(), values);
  }

  /** The record of a publication, in the partition of its cluster. */
  ProducerRecord<String, SpecificRecord> record(Topics to, Publication publication) {
    return new ProducerRecord<>(
        publication.kind().topicIn(to),
        ClusterPartitioner.partition(publication.key(), partitions),
        publication.time().toEpochMilli(),
        publication.key(),
        publication.value());
  }

  @Override
  public void close() throws IOException {
    kafka.close();
    MockSchemaRegistry.dropScope(registry);
    Utils.delete(state.toFile());
  }

  private PreparedLoad prepare(Topics to, Stream<Publication> publications)
      throws InterruptedException, ExecutionException {
    Serializer<SpecificRecord> values = serdes().anySerializer();
    loads++;
    return new PreparedLoad(
        clients(), values, "load-" + loads, publications.map(one -> record(to, one)));
  }

  private void requireSpread() {
    long used =
        IntStream.range(0, FailingFleet.CLUSTERS)
            .map(number -> ClusterPartitioner.partition(FailingFleet.cluster(number), partitions))
            .distinct()
            .count();
    if (used < partitions) {
      throw new IllegalArgumentException(
          "%d clusters take %d of %d partitions only"
              .formatted(FailingFleet.CLUSTERS, used, partitions));
    }
  }
}
