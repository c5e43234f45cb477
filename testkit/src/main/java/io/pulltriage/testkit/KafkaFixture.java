package io.pulltriage.testkit;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.pulltriage.kafka.EmbeddedKafka;
import io.pulltriage.kafka.EmbeddedKafkaOptions;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A fresh broker that has the public topics, with a schema registry of its own: what an integration
 * test starts from. Fields of test classes close it with JUnit's {@code @AutoClose}. Thread-safe.
 */
public final class KafkaFixture implements AutoCloseable {

  private static final int PARTITIONS = 3;
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final EmbeddedKafkaOptions options;
  private final String bootstrapServers;
  private final String registryScope;
  private final TopicSpecs specs;

  private volatile EmbeddedKafka broker;

  private KafkaFixture(EmbeddedKafkaOptions options, String registryScope, TopicSpecs specs) {
    this.options = options;
    this.broker = EmbeddedKafka.start(options);
    this.bootstrapServers = broker.bootstrapServers();
    this.registryScope = registryScope;
    this.specs = specs;
  }

  /** Starts a broker and creates the public topics, from which nothing goes by its age. */
  public static KafkaFixture start() {
    return start(EmbeddedKafkaOptions.temporary());
  }

  /** The same with the data in a folder, so that the broker can be stopped and started again. */
  public static KafkaFixture start(Path folder) {
    return start(EmbeddedKafkaOptions.temporary().keepingDataIn(folder));
  }

  private static KafkaFixture start(EmbeddedKafkaOptions options) {
    TopicSpecs specs =
        new TopicSpecs(Topics.withDefaultPrefix(), PARTITIONS, 1).withoutTimeLimits();
    KafkaFixture fixture = new KafkaFixture(options, UUID.randomUUID().toString(), specs);
    fixture.createTopics(specs.all());
    return fixture;
  }

  /** Stops the broker; clients find nobody at its address. */
  public void stopBroker() {
    broker.close();
  }

  /** Starts the broker again, at the same address and with the data it had. */
  public void startBrokerAgain() {
    int port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1));
    broker = EmbeddedKafka.start(options.atPort(port));
  }

  /** The names of the public topics. */
  public Topics topics() {
    return specs.topics();
  }

  /** How the public topics were created. */
  public TopicSpecs topicSpecs() {
    return specs;
  }

  /** Creates further topics and returns when they exist. */
  public void createTopics(Collection<NewTopic> topics) {
    broker.createTopics(topics);
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

  /** An idempotent producer of one type of values; the caller closes it. */
  public <V> KafkaProducer<String, V> producer(Serializer<V> values) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            ProducerConfig.LINGER_MS_CONFIG,
            0),
        new StringSerializer(),
        values);
  }

  /**
   * Sends records in order and returns when the broker has them all, using and closing the serde.
   *
   * @return where each went
   */
  public <V> List<RecordMetadata> send(Serde<V> values, List<ProducerRecord<String, V>> records) {
    try (values;
        KafkaProducer<String, V> producer = producer(values.serializer())) {
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
    List<ConsumerRecord<String, V>> records = new ArrayList<>();
    long start = System.nanoTime();
    try (KafkaConsumer<String, V> consumer = consumer(topic, values)) {
      while (!until.test(records)) {
        if (System.nanoTime() - start > DEADLINE.toNanos()) {
          throw new AssertionError(
              "not enough in %s after %s: %s".formatted(topic, DEADLINE, described(records)));
        }
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  /** Like the other, for a number of records, using and closing the deserializer of a serde. */
  public <V> List<ConsumerRecord<String, V>> consumeAll(String topic, Serde<V> serde, int count) {
    try (serde) {
      return consumeAll(topic, serde.deserializer(), records -> records.size() >= count);
    }
  }

  /** Reads all committed records that a topic has at this moment, each partition's in order. */
  public <V> List<ConsumerRecord<String, V>> readToEnd(String topic, Deserializer<V> values) {
    List<ConsumerRecord<String, V>> records = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer = consumer(topic, values)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
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

  private <V> KafkaConsumer<String, V> consumer(String topic, Deserializer<V> values) {
    KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            values);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static <V> List<String> described(List<ConsumerRecord<String, V>> records) {
    return records.stream().map(record -> record.key() + "=" + record.value()).toList();
  }
}
