package io.pulltriage.producer.publish;

import io.pulltriage.schemas.Topics;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends publications through a Kafka producer, which the caller configures and closes. The
 * producer's full buffer holds the caller back. Thread-safe.
 *
 * <p>Sending is asynchronous: what could not be delivered is reported by the next {@link #publish}
 * or {@link #flush}, once for all that failed until then.
 */
public final class KafkaSink implements PublicationSink {

  private final Producer<String, SpecificRecord> producer;
  private final Topics topics;
  private final Watermarks watermarks = new Watermarks();
  private final AtomicReference<@Nullable PublicationException> failure = new AtomicReference<>();

  /** A sink that sends to the topics through the producer. */
  public KafkaSink(Producer<String, SpecificRecord> producer, Topics topics) {
    this.producer = producer;
    this.topics = topics;
  }

  /**
   * {@inheritDoc}
   *
   * @throws PublicationException when this one cannot be sent or one before it was not delivered;
   *     in the latter case this one was not sent either
   */
  @Override
  public void publish(Publication publication) {
    raiseFailure();
    if (publication.kind() == Publication.Kind.CLUSTER) {
      // A status says that all before it has been published: it must not overtake that on its way.
      flush();
    }
    ProducerRecord<String, SpecificRecord> next = watermarks.record(publication, topics);
    try {
      var unused =
          producer.send(
              next,
              (metadata, error) -> {
                if (error == null) {
                  watermarks.delivered(publication);
                } else {
                  watermarks.refused(publication);
                  remember(next.topic(), next.key(), error);
                }
              });
    } catch (RuntimeException e) {
      watermarks.refused(publication);
      throw notDelivered(next.topic(), next.key(), e);
    }
  }

  /**
   * Waits until all that was published has been delivered.
   *
   * @throws PublicationException when something was not
   */
  public void flush() {
    producer.flush();
    raiseFailure();
  }

  private void remember(String topic, String key, Exception error) {
    PublicationException next = notDelivered(topic, key, error);
    PublicationException first = failure.compareAndExchange(null, next);
    if (first != null && first.getSuppressed().length < 10) {
      first.addSuppressed(next);
    }
  }

  private void raiseFailure() {
    PublicationException failed = failure.getAndSet(null);
    if (failed != null) {
      throw failed;
    }
  }

  private static PublicationException notDelivered(String topic, String key, Exception error) {
    return new PublicationException(
        "not delivered to " + topic + ", key " + key + ": " + error.getMessage(), error);
  }
}
