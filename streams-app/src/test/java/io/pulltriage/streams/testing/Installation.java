package io.pulltriage.streams.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.KafkaSink;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.ops.CatchUp;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.testkit.KafkaFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** Topics and an application of their own on a broker that several tests share. Thread-safe. */
public final class Installation {

  private static final Duration START_WITHIN = Duration.ofMinutes(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final int PARTITIONS = 3;
  private static final Knowledge KNOWLEDGE = Knowledge.bundled();

  private final KafkaFixture kafka;
  private final String name;
  private final Topics topics;

  private Installation(KafkaFixture kafka, String name) {
    this.kafka = kafka;
    this.name = name;
    this.topics = new Topics(name + '.');
  }

  /** A fresh installation; its name is not to be used again on the broker. */
  public static Installation on(KafkaFixture kafka, String name) {
    Installation installation = new Installation(kafka, name);
    kafka.createTopics(
        new TopicSpecs(installation.topics, PARTITIONS, 1).withoutTimeLimits().all());
    return installation;
  }

  /** The names of its topics. */
  public Topics topics() {
    return topics;
  }

  /** Publishes as the producer does and returns when all is delivered. */
  public void publish(List<Publication> publications) {
    try (var producer = kafka.producer(topics, kafka.serdes().anySerializer())) {
      KafkaSink sink = new KafkaSink(producer, topics);
      publications.forEach(sink::publish);
      sink.flush();
    }
  }

  /** Sends bytes that no producer of ours would. */
  public RecordMetadata send(String topic, String key, byte[] value) {
    return kafka
        .send(topics, Serdes.ByteArray(), List.of(new ProducerRecord<>(topic, key, value)))
        .get(0);
  }

  /** An analyzer for recorded time that is not started yet. */
  public Analyzer analyzer(Path stateFolder) {
    Map<String, Object> settings = new HashMap<>(kafka.clientConfig());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
    return new Analyzer(
        AnalyzerConfig.defaults(topics, PARTITIONS).forReplay(), KNOWLEDGE, settings);
  }

  /** Settings of clients of its Kafka and its schema registry. */
  public Map<String, Object> clients() {
    return new HashMap<>(kafka.clientConfig());
  }

  /** Waits until an analyzer has processed all that was published. */
  public void awaitProcessed(Analyzer analyzer) throws InterruptedException {
    analyzer.awaitRunning(START_WITHIN);
    try (CatchUp catchUp = analyzer.catchUp()) {
      while (!catchUp.isDone()) {
        analyzer.watch(LOOK_EVERY);
      }
    }
    assertThat(analyzer.readModel().awaitCaughtUp(START_WITHIN)).isTrue();
  }

  /** What stands in a topic, once that is enough. */
  public <V> List<ConsumerRecord<String, V>> read(
      String topic, Deserializer<V> values, Predicate<List<ConsumerRecord<String, V>>> enough) {
    return kafka.consumeAll(topic, values, enough);
  }

  /** All changes of incidents so far, once there are any. */
  public List<ConsumerRecord<String, Incident>> changes() {
    try (var serde = kafka.serdes().incident()) {
      return kafka.consumeAll(topics.incidents(), serde.deserializer(), all -> !all.isEmpty());
    }
  }
}
