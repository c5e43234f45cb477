package io.pulltriage.producer.deliver;

import io.pulltriage.background.BackgroundLoop;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Watermarks;
import io.pulltriage.schemas.Topics;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Takes from the outbox and hands to one of Kafka's producers, until the outbox is closed and empty
 * or the producer is of no more use.
 */
final class Sender implements BackgroundLoop.Session {

  /** How long to wait for records that a producer of no more use still holds. */
  private static final Duration LEFT_BEHIND = Duration.ofSeconds(1);

  private final Outbox outbox;
  private final Topics topics;
  private final Watermarks watermarks;
  private final Producer<String, SpecificRecord> producer;

  /**
   * Nothing is sent yet.
   *
   * @param watermarks of all producers that come after one another
   * @param producer closed with this
   */
  Sender(
      Outbox outbox,
      Topics topics,
      Watermarks watermarks,
      Producer<String, SpecificRecord> producer) {
    this.outbox = outbox;
    this.topics = topics;
    this.watermarks = watermarks;
    this.producer = producer;
  }

  @Override
  public boolean step() throws InterruptedException {
    Backlog.Entry next = outbox.take();
    if (next == null) {
      return false;
    }
    try {
      hand(next);
    } catch (SerializationException e) {
      // The schema registry does not answer; or it refuses, which it may cease to do.
      giveBack(next, e);
    } catch (RuntimeException e) {
      giveBack(next, e);
      throw e;
    } catch (Error e) {
      giveBack(next, new IllegalStateException(e));
      throw e;
    }
    return true;
  }

  private void hand(Backlog.Entry entry) {
    Publication publication = entry.publication();
    var unused =
        producer.send(
            watermarks.record(publication, topics),
            (metadata, error) -> {
              if (error == null) {
                // First: once the outbox knows, the next status may be handed over.
                watermarks.delivered(publication);
                outbox.delivered(entry);
              } else {
                giveBack(entry, error);
              }
            });
  }

  private void giveBack(Backlog.Entry entry, Exception error) {
    watermarks.refused(entry.publication());
    outbox.returned(entry, error);
  }

  @Override
  public void close() {
    producer.close(LEFT_BEHIND);
  }
}
