package io.pulltriage.streams.query.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.testkit.KafkaFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Changelogs as transactions leave them: one partition for each way in which they may end. */
class CommittedTailIT {

  private static final Duration PATIENT = Duration.ofMinutes(1);
  private static final String TOPIC = "changes";

  /** Two changes at 0 and 1, the marker of their transaction at 2. */
  private static final TopicPartition COMMITTED = new TopicPartition(TOPIC, 0);

  /** The same; then three that were aborted, at 3 to 5, with a marker at 6. */
  private static final TopicPartition ABORTED = new TopicPartition(TOPIC, 1);

  /** The same as the first; then one at 3 whose transaction is open. */
  private static final TopicPartition OPEN = new TopicPartition(TOPIC, 2);

  /** Nothing. */
  private static final TopicPartition EMPTY = new TopicPartition(TOPIC, 3);

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private static KafkaProducer<byte[], byte[]> unfinished;

  @AutoClose private final CommittedTail tail = new CommittedTail(CommittedTailIT::consumer);

  @BeforeAll
  static void write() throws Exception {
    KAFKA.createTopics(List.of(new NewTopic(TOPIC, 4, (short) 1)));
    try (KafkaProducer<byte[], byte[]> producer = producer("first")) {
      producer.beginTransaction();
      for (TopicPartition partition : List.of(COMMITTED, ABORTED, OPEN)) {
        send(producer, partition, 2);
      }
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, ABORTED, 3);
      producer.abortTransaction();
    }
    unfinished = producer("second");
    unfinished.beginTransaction();
    send(unfinished, OPEN, 1);
  }

  @AfterAll
  static void end() {
    unfinished.close(Duration.ZERO);
  }

  @Test
  void shouldCountMarkersAndWhatIsNotCommittedAsNothing() {
    assertThat(tail.behind(Map.of(COMMITTED, 2L, ABORTED, 2L, OPEN, 2L, EMPTY, 0L), PATIENT))
        .isEqualTo(Map.of(COMMITTED, 0L, ABORTED, 0L, OPEN, 0L, EMPTY, 0L));
  }

  @Test
  void shouldTellTheWayToTheEndOfWhatIsCommitted() {
    assertThat(tail.behind(Map.of(COMMITTED, 1L, ABORTED, 1L, OPEN, 0L, EMPTY, 0L), PATIENT))
        .isEqualTo(Map.of(COMMITTED, 2L, ABORTED, 6L, OPEN, 3L, EMPTY, 0L));
    // The next look begins anew.
    assertThat(tail.behind(Map.of(COMMITTED, 3L), PATIENT)).isEqualTo(Map.of(COMMITTED, 0L));
    assertThat(tail.behind(Map.of(COMMITTED, 0L), PATIENT)).isEqualTo(Map.of(COMMITTED, 3L));
  }

  private static KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>(KAFKA.clientConfig());
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "none");
    config.put("max.poll.records", 1);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static KafkaProducer<byte[], byte[]> producer(String name) {
    Map<String, Object> config = new HashMap<>(KAFKA.clientConfig());
    config.put("transactional.id", name);
    config.put("transaction.timeout.ms", 600_000);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, TopicPartition partition, int changes)
      throws Exception {
    for (int i = 0; i < changes; i++) {
      byte[] bytes = String.valueOf(i).getBytes(StandardCharsets.UTF_8);
      producer
          .send(new ProducerRecord<>(partition.topic(), partition.partition(), bytes, bytes))
          .get();
    }
  }
}
