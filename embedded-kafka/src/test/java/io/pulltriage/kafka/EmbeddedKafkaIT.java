package io.pulltriage.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

  private static final NewTopic TOPIC = new NewTopic("messages", 2, (short) 1);

  @Test
  void shouldCarryTransactions() {
    long before = System.nanoTime();
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      long started = System.nanoTime();
      kafka.createTopics(List.of(TOPIC));
      long created = System.nanoTime();

      sendInTransaction(kafka, "committed", true);
      sendInTransaction(kafka, "aborted", false);
      sendInTransaction(kafka, "committed too", true);

      assertThat(read(kafka, 2)).containsExactlyInAnyOrder("committed", "committed too");
      assertThat(kafka.failure()).isEmpty();
      System.out.printf(
          "embedded Kafka: start %d ms, first topic %d ms, transactions %d ms%n",
          (started - before) / 1_000_000,
          (created - started) / 1_000_000,
          (System.nanoTime() - created) / 1_000_000);
    }
  }

  @Test
  void shouldLeaveNothingBehind() {
    EmbeddedKafka kafka = EmbeddedKafka.start();
    assertThat(kafka.directory()).isDirectory();

    long before = System.nanoTime();
    kafka.close();
    System.out.printf("embedded Kafka: close %d ms%n", (System.nanoTime() - before) / 1_000_000);

    assertThat(kafka.directory()).doesNotExist();
    assertThatCode(kafka::close).doesNotThrowAnyException();
  }

  @Test
  void shouldRunBesideAnother() {
    try (EmbeddedKafka first = EmbeddedKafka.start();
        EmbeddedKafka second = EmbeddedKafka.start()) {
      first.createTopics(List.of(TOPIC));
      second.createTopics(List.of(TOPIC));

      sendInTransaction(first, "to the first", true);
      sendInTransaction(second, "to the second", true);

      assertThat(read(first, 1)).containsExactly("to the first");
      assertThat(read(second, 1)).containsExactly("to the second");
    }
  }

  @Test
  void shouldKeepDataWhereAsked(@TempDir Path folder) {
    EmbeddedKafkaOptions options =
        EmbeddedKafkaOptions.temporary().keepingDataIn(folder.resolve("kafka"));
    try (EmbeddedKafka kafka = EmbeddedKafka.start(options)) {
      kafka.createTopics(List.of(TOPIC));
      sendInTransaction(kafka, "yesterday", true);
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.start(options)) {
      kafka.createTopics(List.of(TOPIC));
      sendInTransaction(kafka, "today", true);

      assertThat(read(kafka, 2)).containsExactlyInAnyOrder("yesterday", "today");
    }
  }

  @Test
  void shouldLeaveTheFolderOfAnotherAlone(@TempDir Path folder) {
    EmbeddedKafkaOptions options = EmbeddedKafkaOptions.temporary().keepingDataIn(folder);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(options)) {
      assertThatThrownBy(() -> EmbeddedKafka.start(options))
          .isInstanceOf(EmbeddedKafkaException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("another embedded Kafka uses it");

      kafka.createTopics(List.of(TOPIC));
      sendInTransaction(kafka, "still there", true);
      assertThat(read(kafka, 1)).containsExactly("still there");
    }
  }

  @Test
  void shouldSayWhyItDoesNotStart(@TempDir Path folder) throws Exception {
    Path damaged = Files.createDirectories(folder.resolve("damaged"));
    Files.writeString(damaged.resolve("meta.properties"), "version=1\nnode.id=7\ncluster.id=c\n");
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> startIn(file))
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> startIn(damaged))
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContaining(damaged.toString())
        .hasMessageContaining("7");
  }

  private static void startIn(Path folder) {
    EmbeddedKafka.start(EmbeddedKafkaOptions.temporary().keepingDataIn(folder)).close();
  }

  private static void sendInTransaction(EmbeddedKafka kafka, String value, boolean commit) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(TOPIC.name(), value, value));
      producer.flush();
      assertThat(sent).succeedsWithin(Duration.ZERO);
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  /** Reads as a member of a group, so that the coordinator is put to use too. */
  private static List<String> read(EmbeddedKafka kafka, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "group.id", "readers",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC.name()));
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
