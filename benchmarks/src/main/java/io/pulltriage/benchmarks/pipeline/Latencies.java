package io.pulltriage.benchmarks.pipeline;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.streams.ops.Analyzer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How long it takes from a fact to a reader of Kafka, while so many pods a second start to fail:
 * from the time at which a pod's event is due to be sent, to the first incident of it with a cause.
 */
final class Latencies {

  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String ROUND_TRIP = "round-trip";

  private final PipelineRig rig;
  private final double podsPerSecond;
  private final int first;
  private final int count;

  Latencies(PipelineRig rig, double podsPerSecond) {
    this.rig = rig;
    this.podsPerSecond = podsPerSecond;
    this.first = (int) Math.ceil(podsPerSecond * WARM_UP.toSeconds());
    this.count = first + (int) Math.ceil(podsPerSecond * MEASURED.toSeconds());
  }

  /** Milliseconds. */
  record Result(double median, double percentile99) {}

  /** From pods and events through the analyzer to {@code incidents}. */
  Result ofIncidents(Analyzer analyzer)
      throws IOException, InterruptedException, ExecutionException {
    FailingFleet fleet = new FailingFleet(Instant.now());
    rig.process(rig.to(analyzer), fleet.surroundings(), fleet.statuses(fleet.start()));
    try (var serde = rig.serdes().incident();
        Reader<Incident> reader =
            new Reader<>(rig.topics().incidents(), serde.deserializer(), Latencies::podOf)) {
      send(
          reader,
          analyzer::requireAlive,
          pod -> fleet.failure(pod, Instant.now()).map(one -> rig.record(rig.topics(), one)),
          fleet::statuses);
      return reader.result();
    }
  }

  /** From a producer straight to a consumer, with the events of the same pods. */
  Result ofRoundTrip() throws InterruptedException {
    rig.kafka().createTopics(List.of(new NewTopic(ROUND_TRIP, rig.partitions(), (short) 1)));
    FailingFleet fleet = new FailingFleet(Instant.now());
    try (var serde = rig.serdes().podEvent();
        Reader<PodEvent> reader =
            new Reader<>(
                ROUND_TRIP, serde.deserializer(), record -> Integer.parseInt(record.key()))) {
      send(
          reader,
          () -> {},
          pod ->
              fleet
                  .failure(pod, Instant.now())
                  .skip(1)
                  .map(one -> new ProducerRecord<>(ROUND_TRIP, Integer.toString(pod), one.value())),
          at -> Stream.of());
      return reader.result();
    }
  }

  private interface OfPod {
    Stream<ProducerRecord<String, SpecificRecord>> records(int pod);
  }

  private interface OfTime {
    Stream<Publication> statuses(Instant at);
  }

  /** Sends at an even pace, no matter how fast they come through. */
  private void send(Reader<?> reader, Runnable check, OfPod pods, OfTime times)
      throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(rig.clients());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    try (KafkaProducer<String, SpecificRecord> producer =
        new KafkaProducer<>(settings, new StringSerializer(), rig.serdes().anySerializer())) {
      long begin = System.nanoTime();
      long status = begin + FailingFleet.HEARTBEAT.toNanos();
      for (int pod = 0; pod < count; pod++) {
        long due = begin + (long) (pod * 1e9 / podsPerSecond);
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        if (due > status) {
          producer.flush();
          times
              .statuses(Instant.now())
              .map(one -> rig.record(rig.topics(), one))
              .forEach(one -> reader.send(producer, one));
          status += FailingFleet.HEARTBEAT.toNanos();
          check.run();
        }
        reader.due[pod] = due;
        pods.records(pod).forEach(one -> reader.send(producer, one));
      }
    }
    check.run();
  }

  private static int podOf(ConsumerRecord<String, Incident> record) {
    if (record.value() == null || record.value().getCause() == Cause.NO_DETAIL) {
      return -1;
    }
    String workload = record.value().getWorkload().getName();
    return Integer.parseInt(workload.substring(FailingFleet.workload(0).length() - 1));
  }

  private interface Numbering<V> {
    /** Number of the pod that a record tells of; -1 if it does not count. */
    int pod(ConsumerRecord<String, V> record);
  }

  /** Notes when each pod's first record can be read. */
  private final class Reader<V> implements AutoCloseable {

    private final long[] due = new long[count];
    private final long[] seen = new long[count];
    private final CountDownLatch all = new CountDownLatch(count);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final KafkaConsumer<String, V> consumer;
    private final Numbering<V> numbering;
    private final Thread thread;
    private volatile boolean closed;

    Reader(String topic, Deserializer<V> values, Numbering<V> numbering) {
      this.numbering = numbering;
      consumer = rig.committed(values);
      List<TopicPartition> partitions =
          IntStream.range(0, rig.partitions())
              .mapToObj(number -> new TopicPartition(topic, number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      thread = new Thread(this::read, "read-" + topic);
      thread.start();
    }

    void send(
        KafkaProducer<String, SpecificRecord> producer,
        ProducerRecord<String, SpecificRecord> record) {
      var unused = producer.send(record, (metadata, error) -> failure.compareAndSet(null, error));
    }

    /** Waits for all. */
    Result result() throws InterruptedException {
      boolean complete = all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      Throwable error = failure.get();
      if (error != null) {
        throw new IllegalStateException("sending or reading has failed: " + error, error);
      }
      if (!complete) {
        throw new IllegalStateException(
            "%d of %d pods were not told of within %s of the last"
                .formatted(all.getCount(), count, PATIENCE));
      }
      double[] millis =
          IntStream.range(first, count).mapToDouble(pod -> (seen[pod] - due[pod]) / 1e6).toArray();
      Arrays.sort(millis);
      return new Result(millis[millis.length / 2], millis[millis.length * 99 / 100]);
    }

    @Override
    public void close() {
      closed = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void read() {
      try (consumer) {
        while (all.getCount() > 0 && !closed) {
          for (ConsumerRecord<String, V> record : consumer.poll(POLL)) {
            int pod = numbering.pod(record);
            if (pod >= 0 && seen[pod] == 0) {
              seen[pod] = System.nanoTime();
              all.countDown();
            }
          }
        }
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
        while (all.getCount() > 0) {
          all.countDown();
        }
      }
    }
  }
}
