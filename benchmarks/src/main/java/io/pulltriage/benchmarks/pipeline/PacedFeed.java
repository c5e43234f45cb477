package io.pulltriage.benchmarks.pipeline;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends publications evenly over a time, in order, as the product's producer does. */
final class PacedFeed implements AutoCloseable {

  private final PipelineRig rig;
  private final KafkaProducer<String, SpecificRecord> producer;

  PacedFeed(PipelineRig rig) {
    this.rig = rig;
    Map<String, Object> settings = new HashMap<>(rig.clients());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    producer = new KafkaProducer<>(settings, new StringSerializer(), rig.serdes().anySerializer());
  }

  /** Something that is done at a moment. */
  interface Disturbance {
    void at(int number) throws IOException, InterruptedException;
  }

  /**
   * Sends all.
   *
   * @param moments nanoseconds after the begin at which the disturbance is called, in order
   * @return for each partition, the offset after the last record
   */
  Map<TopicPartition, Long> send(
      List<Publication> publications, Duration within, List<Long> moments, Disturbance disturbance)
      throws IOException, InterruptedException, ExecutionException {
    Map<TopicPartition, Future<RecordMetadata>> last = new HashMap<>();
    long begin = System.nanoTime();
    int disturbed = 0;
    boolean status = false;
    for (int number = 0; number < publications.size(); number++) {
      long due = within.toNanos() * number / publications.size();
      while (System.nanoTime() - begin < due) {
        LockSupport.parkNanos(due - (System.nanoTime() - begin));
      }
      if (disturbed < moments.size() && due >= moments.get(disturbed)) {
        disturbance.at(disturbed);
        disturbed++;
      }
      Publication next = publications.get(number);
      if (status != (next.kind() == Kind.CLUSTER)) {
        // A status says that all before it has been published.
        producer.flush();
        status = !status;
      }
      ProducerRecord<String, SpecificRecord> record = rig.record(rig.topics(), next);
      last.put(new TopicPartition(record.topic(), record.partition()), producer.send(record));
    }
    producer.flush();
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (var entry : last.entrySet()) {
      ends.put(entry.getKey(), entry.getValue().get().offset() + 1);
    }
    return ends;
  }

  @Override
  public void close() {
    producer.close();
  }
}
