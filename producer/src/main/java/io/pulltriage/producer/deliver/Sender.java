package io.pulltriage.producer.deliver;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Watermarks;
import io.pulltriage.schemas.Topics;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Takes from the outbox and hands to Kafka's producer, until the outbox is closed and empty or the
 * thread is interrupted. A producer that failed is replaced.
 */
final class Sender implements Runnable {

  /** How long to wait for records that a producer of no more use still holds. */
  private static final Duration LEFT_BEHIND = Duration.ofSeconds(1);

  private final Outbox outbox;
  private final Topics topics;
  private final Watermarks watermarks = new Watermarks();
  private final Supplier<Producer<String, SpecificRecord>> producers;

  Sender(Outbox outbox, Topics topics, Supplier<Producer<String, SpecificRecord>> producers) {
    this.outbox = outbox;
    this.topics = topics;
    this.producers = producers;
  }

  @Override
  public void run() {
    try {
      while (!isDoneWithOneProducer()) {
        outbox.pause();
      }
    } catch (InterruptedException | InterruptException e) {
      // There was no more time.
    }
  }

  /** Sends until all is done (true) or the producer is of no more use (false). */
  private boolean isDoneWithOneProducer() throws InterruptedException {
    Producer<String, SpecificRecord> producer = null;
    try {
      producer = producers.get();
      return sendAll(producer);
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever it is: this thread is the only one that delivers, and must not end by it.
      outbox.note(e);
      return false;
    } finally {
      close(producer);
    }
  }

  private boolean sendAll(Producer<String, SpecificRecord> producer) throws InterruptedException {
    Backlog.Entry next = outbox.take();
    while (next != null) {
      try {
        hand(producer, next);
      } catch (SerializationException e) {
        // The schema registry does not answer; or it refuses, which it may cease to do.
        giveBack(next, e);
      } catch (RuntimeException e) {
        giveBack(next, e);
        throw e;
      }
      next = outbox.take();
    }
    return true;
  }

  private void hand(Producer<String, SpecificRecord> producer, Backlog.Entry entry) {
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

  private static void close(@Nullable Producer<String, SpecificRecord> producer) {
    if (producer != null) {
      producer.close(LEFT_BEHIND);
    }
  }
}
