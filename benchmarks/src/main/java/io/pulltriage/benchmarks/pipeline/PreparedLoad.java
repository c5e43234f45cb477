package io.pulltriage.benchmarks.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Records that stand in Kafka already but that nobody can read yet, because their transaction is
 * open. So sending them is no part of what is measured once they can be read. Not thread-safe.
 */
final class PreparedLoad implements AutoCloseable {

  private static final int MAX_PENDING = 10_000;

  private final Map<String, Object> clients;
  private final KafkaProducer<String, SpecificRecord> producer;
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  /** Sends the records in order, with the settings of the product's producer. */
  PreparedLoad(
      Map<String, Object> clients,
      Serializer<SpecificRecord> values,
      String name,
      Stream<ProducerRecord<String, SpecificRecord>> records)
      throws InterruptedException, ExecutionException {
    this.clients = clients;
    Map<String, Object> settings = new HashMap<>(clients);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
    settings.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) Duration.ofMinutes(10).toMillis());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    producer = new KafkaProducer<>(settings, new StringSerializer(), values);
    producer.initTransactions();
    producer.beginTransaction();
    send(records);
  }

  /** For each partition, the offset after the last record. */
  Map<TopicPartition, Long> ends() {
    return ends;
  }

  /** Makes the records readable and returns when they are. */
  void release() throws InterruptedException, ExecutionException {
    producer.commitTransaction();
    try (Admin admin = Admin.create(clients)) {
      while (!isReadable(admin)) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  private void send(Stream<ProducerRecord<String, SpecificRecord>> records)
      throws InterruptedException, ExecutionException {
    var iterator = records.iterator();
    Map<TopicPartition, Future<RecordMetadata>> last = new HashMap<>();
    for (int sent = 0; iterator.hasNext(); sent++) {
      ProducerRecord<String, SpecificRecord> next = iterator.next();
      last.put(new TopicPartition(next.topic(), next.partition()), producer.send(next));
      if (sent % MAX_PENDING == 0) {
        producer.flush();
      }
    }
    producer.flush();
    for (var entry : last.entrySet()) {
      ends.put(entry.getKey(), entry.getValue().get().offset() + 1);
    }
  }

  /** The ends of transactions are written after the commit has been answered. */
  private boolean isReadable(Admin admin) throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    ends.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    var readable =
        admin
            .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .get();
    return readable.entrySet().stream()
        .allMatch(end -> end.getValue().offset() >= ends.getOrDefault(end.getKey(), 0L));
  }
}
