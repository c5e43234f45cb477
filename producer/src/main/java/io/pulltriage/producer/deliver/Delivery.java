package io.pulltriage.producer.deliver;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.background.BackgroundLoop;
import io.pulltriage.producer.config.DeliveryConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.PublicationSink;
import io.pulltriage.producer.publish.Watermarks;
import io.pulltriage.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps publications until Kafka has them. {@link #publish} never blocks and never fails; {@link
 * #hasRoom} says when to hold back. A status leaves only after all that was published before it has
 * been delivered. Thread-safe.
 *
 * <p>Of states the newest is kept, however long Kafka is away; of events as many as is configured.
 * What finds no room is counted as dropped and told as lost. Records may reach Kafka twice, never
 * an older state after a newer one.
 */
public final class Delivery implements PublicationSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final DeliveryMeters meters;
  private final Outbox outbox;
  private final Duration closeWithin;
  private final BackgroundLoop loop;

  /**
   * Delivers nothing before it is started.
   *
   * @param producers makes an idempotent producer; called again after one failed for good
   * @param lost hears that events of a cluster could not be kept, and since when; called once Kafka
   *     takes records again
   */
  public Delivery(
      Topics topics,
      DeliveryConfig config,
      Clock clock,
      Supplier<Producer<String, SpecificRecord>> producers,
      BiConsumer<String, Instant> lost,
      MeterRegistry registry) {
    this.meters = new DeliveryMeters(registry);
    this.outbox = new Outbox(config, clock, lost, meters);
    this.closeWithin = config.closeWithin();
    Watermarks watermarks = new Watermarks();
    this.loop =
        new BackgroundLoop(
            "deliver", () -> new Sender(outbox, topics, watermarks, producers.get()), registry);
  }

  /** Begins to deliver, on a thread of its own. */
  public void start() {
    loop.start();
  }

  @Override
  public void publish(Publication publication) {
    outbox.add(publication);
  }

  /** Whether there is room for events; when three quarters are taken, readers should pause. */
  public boolean hasRoom() {
    return outbox.hasRoom();
  }

  /** What Kafka's client said last when it did not take a record; null while it takes them. */
  public @Nullable String error() {
    return outbox.error();
  }

  /** Why nothing is handed to Kafka at present; empty while all is well. */
  public Optional<String> failure() {
    return loop.failure();
  }

  /** How many publications wait or are on their way. */
  public int waiting() {
    return outbox.waiting();
  }

  /**
   * Goes on until all is delivered or the configured time has passed, and ends; at once when the
   * caller is interrupted.
   */
  @Override
  public void close() {
    outbox.close();
    if (!loop.awaitEnd(closeWithin)) {
      LOG.warn("undelivered={}", waiting());
      loop.interrupt();
    }
    meters.close();
  }
}
