package io.pulltriage.streams.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulltriage.background.BackgroundLoop;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes dead letters of output that Kafka refuses, and writes them with a producer and a thread of
 * its own. Kafka Streams makes the handler by itself and gives it nothing but its settings, so this
 * travels there under a name of ours. Thread-safe.
 */
final class RefusedOutput implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedOutput.class);
  private static final String SETTING = "pulltriage.refused.output";
  private static final int MOST_LETTERS = 1_000;
  private static final int LARGEST_VALUE = 500_000;

  private final String topic;
  private final Refusals refusals;
  private final DeadLetterMeters meters;
  private final BlockingDeque<ProducerRecord<byte[], byte[]>> letters =
      new LinkedBlockingDeque<>(MOST_LETTERS);
  private final BackgroundLoop loop;

  /**
   * Begins to write what comes.
   *
   * @param topic of dead letters
   * @param settings of the application
   */
  RefusedOutput(String topic, Refusals refusals, DeadLetterMeters meters, StreamsConfig settings) {
    this.topic = topic;
    this.refusals = refusals;
    this.meters = meters;
    Map<String, Object> config = settings.getProducerConfigs("dead-letters");
    config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    this.loop =
        new BackgroundLoop(
            "dead-letters",
            () ->
                new Writing(
                    new KafkaProducer<>(
                        config, new ByteArraySerializer(), new ByteArraySerializer())),
            meters.registry());
    loop.start();
  }

  /** That which a handler was given. */
  static RefusedOutput of(Map<String, ?> settings) {
    if (settings.get(SETTING) instanceof RefusedOutput output) {
      return output;
    }
    throw new IllegalStateException("the settings lack " + SETTING);
  }

  /** Puts it where the handler finds it. */
  void addTo(Map<Object, Object> settings) {
    settings.put(SETTING, this);
  }

  Refusals refusals() {
    return refusals;
  }

  /** Why no dead letter can be written at present; empty while all is well. */
  Optional<String> failure() {
    return loop.failure();
  }

  /**
   * Makes a dead letter of a record; returns at once. It has the record's key, and its value unless
   * that is large; there is no topic to send it back to.
   */
  void bury(ErrorHandlerContext input, ProducerRecord<byte[], byte[]> refused, Exception error) {
    byte[] value = refused.value();
    boolean fits = value != null && value.length <= LARGEST_VALUE;
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topic, refused.key(), fits ? value : null);
    String place = "%s-%d@%d".formatted(input.topic(), input.partition(), input.offset());
    header(letter, "__streams.errors.exception", error.getClass().getName());
    header(
        letter,
        "__streams.errors.message",
        "topic %s refuses a record: %s; input %s"
            .formatted(refused.topic(), error.getMessage(), place));
    header(letter, "pulltriage.refused.topic", refused.topic());
    header(letter, "pulltriage.refused.input", place);
    meters.refused();
    LOG.warn(
        "output refused topic={} input={} reason={}", refused.topic(), place, error.getMessage());
    if (!letters.offer(letter)) {
      LOG.error("dead letter lost topic={} input={}", refused.topic(), place);
    }
  }

  private static void header(ProducerRecord<?, ?> letter, String name, String text) {
    letter.headers().add(name, text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    loop.interrupt();
  }

  /** One producer, as long as it takes letters. */
  private final class Writing implements BackgroundLoop.Session {

    private final Producer<byte[], byte[]> producer;

    Writing(Producer<byte[], byte[]> producer) {
      this.producer = producer;
    }

    @Override
    public boolean step() throws InterruptedException {
      ProducerRecord<byte[], byte[]> letter = letters.take();
      boolean written = false;
      try {
        producer.send(letter).get();
        written = true;
      } catch (ExecutionException e) {
        throw new KafkaException("a dead letter cannot be written: " + e.getMessage(), e);
      } finally {
        if (!written && !letters.offerFirst(letter)) {
          LOG.error("dead letter lost");
        }
      }
      return true;
    }

    @Override
    public void close() {
      producer.close(java.time.Duration.ofSeconds(1));
    }
  }
}
