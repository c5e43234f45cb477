package io.pulltriage.testkit;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.pulltriage.kafka.EmbeddedKafkaOptions;
import io.pulltriage.kafka.TopicCreation;
import io.pulltriage.schemas.ClusterPartitioner;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A fresh broker that has the public topics, with a schema registry of its own: what an integration
 * test starts from. Fields of test classes close it with JUnit's {@code @AutoClose}. Thread-safe.
 */
public final class KafkaFixture implements AutoCloseable {

  private static final int PARTITIONS = 3;
  private final Optional<Path> folder;
  private final String bootstrapServers;
  private final String registryScope = UUID.randomUUID().toString();
  private final TopicSpecs specs =
      new TopicSpecs(Topics.withDefaultPrefix(), PARTITIONS, 1).withoutTimeLimits();

  private volatile TestBroker broker;

  private KafkaFixture(TestBroker broker, Optional<Path> folder) {
    this.broker = broker;
    this.folder = folder;
    this.bootstrapServers = broker.bootstrapServers();
    createTopics(specs.all());
  }

  /**
   * Starts a broker and creates the public topics, from which nothing goes by its age. Where the
   * broker runs is said by {@link TestBrokers}.
   */
  public static KafkaFixture start() {
    return new KafkaFixture(TestBrokers.OF_PROCESS.start(), Optional.empty());
  }

  /**
   * The same with the data in a folder, so that the broker can be stopped and started again; always
   * in this process, for a container does not keep its address.
   */
  public static KafkaFixture start(Path folder) {
    return new KafkaFixture(TestBroker.embedded(keptIn(folder)), Optional.of(folder));
  }

  private static EmbeddedKafkaOptions keptIn(Path folder) {
    return EmbeddedKafkaOptions.temporary().keepingDataIn(folder);
  }

  /** Stops the broker; clients find nobody at its address. */
  public void stopBroker() {
    broker.close();
  }

  /**
   * Starts the broker again, at the same address and with the data it had.
   *
   * @throws IllegalStateException if its data are in no folder
   */
  public void startBrokerAgain() {
    Path kept =
        folder.orElseThrow(() -> new IllegalStateException("the data went with the broker"));
    int port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1));
    broker = TestBroker.embedded(keptIn(kept).atPort(port));
  }

  /** The names of the public topics. */
  public Topics topics() {
    return specs.topics();
  }

  /** How the public topics were created. */
  public TopicSpecs topicSpecs() {
    return specs;
  }

  /** Creates those topics that do not exist yet, and returns when the broker tells of all. */
  public void createTopics(Collection<NewTopic> topics) {
    TopicCreation.create(bootstrapServers, topics);
  }

  /** The broker's address. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** The registry's address, {@code mock://…}, which no other fixture has. */
  public String registryUrl() {
    return "mock://" + registryScope;
  }

  /** The two addresses under the names that clients, serializers and Streams know them by. */
  public Map<String, Object> clientConfig() {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers(),
        PublicSerdes.REGISTRY_URL,
        registryUrl());
  }

  /** Serdes of the public topics' values, with this fixture's registry. */
  public PublicSerdes serdes() {
    return new PublicSerdes(clientConfig());
  }

  /**
   * An idempotent producer of one type of values, which partitions this fixture's topics as ours
   * do; the caller closes it.
   */
  public <V> KafkaProducer<String, V> producer(Serializer<V> values) {
    return producer(topics(), values);
  }

  /** Like the other, for topics of other names. */
  public <V> KafkaProducer<String, V> producer(Topics named, Serializer<V> values) {
    Map<String, Object> settings = new HashMap<>(ClusterPartitioner.settings(named));
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new KafkaProducer<>(settings, new StringSerializer(), values);
  }

  /**
   * Sends records in order and returns when the broker has them all, using and closing the serde.
   *
   * @return where each went
   */
  public <V> List<RecordMetadata> send(Serde<V> values, List<ProducerRecord<String, V>> records) {
    return send(topics(), values, records);
  }

  /** Like the other, for topics of other names. */
  public <V> List<RecordMetadata> send(
      Topics named, Serde<V> values, List<ProducerRecord<String, V>> records) {
    try (values;
        KafkaProducer<String, V> producer = producer(named, values.serializer())) {
      List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
      producer.flush();
      return sent.stream().map(KafkaFixture::result).toList();
    }
  }

  /**
   * Reads a topic from its beginning, committed records only, until what was read is enough.
   *
   * @param until tells from all records so far, in each partition's order, whether they are enough
   * @return all records read by then
   * @throws AssertionError if they are not enough within a minute; it tells what was read
   */
  public <V> List<ConsumerRecord<String, V>> consumeAll(
      String topic, Deserializer<V> values, Predicate<List<ConsumerRecord<String, V>>> until) {
    return new CommittedRecords(bootstrapServers).until(until, topic, values);
  }

  /** Like the other, for a number of records, using and closing the deserializer of a serde. */
  public <V> List<ConsumerRecord<String, V>> consumeAll(String topic, Serde<V> serde, int count) {
    try (serde) {
      return consumeAll(topic, serde.deserializer(), records -> records.size() >= count);
    }
  }

  /** Reads all committed records that a topic has at this moment, each partition's in order. */
  public <V> List<ConsumerRecord<String, V>> readToEnd(String topic, Deserializer<V> values) {
    return new CommittedRecords(bootstrapServers).now(topic, values);
  }

  @Override
  public void close() {
    broker.close();
    MockSchemaRegistry.dropScope(registryScope);
  }

  private static RecordMetadata result(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new AssertionError("the broker refused a record", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while sending", e);
    }
  }
}
