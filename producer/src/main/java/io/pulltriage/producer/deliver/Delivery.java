package io.pulltriage.producer.deliver;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.producer.config.DeliveryConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.publish.PublicationSink;
import io.pulltriage.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps publications until Kafka has them. {@link #publish} never blocks and never fails; {@link
 * #hasRoom} says when to hold back. A status leaves only after all that was published before it has
 * been delivered. Thread-safe.
 */
public final class Delivery implements PublicationSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** How long to wait for records that a producer of no more use still holds. */
  private static final Duration LEFT_BEHIND = Duration.ofSeconds(1);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Topics topics;
  private final DeliveryConfig config;
  private final Clock clock;
  private final Supplier<Producer<String, SpecificRecord>> producers;
  private final BiConsumer<String, Instant> lost;
  private final DeliveryMeters meters;
  private final Thread thread = new Thread(this::send, "deliver");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Backlog backlog;
  private final Map<String, Instant> lossByCluster = new HashMap<>();
  private boolean refused;
  private boolean closing;
  private volatile Instant lastSuccess;
  private volatile @Nullable String lastError;

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
    this.topics = topics;
    this.config = config;
    this.clock = clock;
    this.producers = producers;
    this.lost = lost;
    this.meters = new DeliveryMeters(registry);
    this.backlog = new Backlog(config.bufferedEvents());
    this.lastSuccess = clock.instant();
    meters.gauge("waiting", this::waiting);
    meters.gauge(
        "lag.seconds",
        () -> waiting() == 0 ? 0 : Duration.between(lastSuccess, clock.instant()).toSeconds());
  }

  /** Begins to deliver, on a thread of its own. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void publish(Publication publication) {
    lock.lock();
    try {
      meters.accepted(publication);
      switch (backlog.add(publication)) {
        case KEPT -> changed.signalAll();
        case REPLACED -> {
          meters.replaced(publication);
          changed.signalAll();
        }
        case REFUSED -> drop(publication);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is room for events; when three quarters are taken, readers should pause. */
  public boolean hasRoom() {
    lock.lock();
    try {
      return backlog.events() < config.bufferedEvents() / 4 * 3;
    } finally {
      lock.unlock();
    }
  }

  /** What Kafka's client said last when it did not take a record; null while it takes them. */
  public @Nullable String error() {
    return lastError;
  }

  /** How many publications wait or are on their way. */
  public int waiting() {
    lock.lock();
    try {
      return backlog.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Goes on until all is delivered or the configured time has passed, and ends; at once when the
   * caller is interrupted.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(config.closeWithin().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("undelivered={}", waiting());
      thread.interrupt();
    }
  }

  private void send() {
    boolean open = true;
    while (open) {
      Producer<String, SpecificRecord> producer = null;
      try {
        producer = producers.get();
        open = sendWith(producer);
      } catch (InterruptedException | InterruptException e) {
        open = false;
      } catch (KafkaException e) {
        note(e);
        open = pause();
      } finally {
        if (producer != null) {
          producer.close(LEFT_BEHIND);
        }
      }
    }
  }

  /** Sends until told to end (false) or the producer is of no more use (true). */
  private boolean sendWith(Producer<String, SpecificRecord> producer) throws InterruptedException {
    Backlog.Entry next = await();
    while (next != null) {
      try {
        hand(producer, next);
      } catch (InterruptException e) {
        returned(next, e);
        throw e;
      } catch (SerializationException e) {
        // The schema registry does not answer; or it refuses, which it may cease to do.
        returned(next, e);
      } catch (KafkaException | IllegalStateException e) {
        returned(next, e);
        return pause();
      }
      next = await();
    }
    return false;
  }

  /** The next that may be sent; null when all is done and it should end. */
  private Backlog.@Nullable Entry await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (refused && backlog.out() == 0) {
          refused = false;
          waitOut();
        }
        Backlog.Entry next = refused || backlog.out() >= config.inFlight() ? null : backlog.poll();
        if (next != null || (closing && backlog.size() == 0)) {
          return next;
        }
        var unused = changed.awaitNanos(LOOK_EVERY.toNanos());
      }
    } finally {
      lock.unlock();
    }
  }

  private void hand(Producer<String, SpecificRecord> producer, Backlog.Entry entry) {
    Publication publication = entry.publication();
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic(publication.kind()),
                null,
                publication.time().toEpochMilli(),
                publication.key(),
                publication.value()),
            (metadata, error) -> {
              if (error == null) {
                delivered(entry);
              } else {
                returned(entry, error);
              }
            });
  }

  /** Waits before the next attempt; whether there is to be one. */
  private boolean pause() {
    lock.lock();
    try {
      waitOut();
      return !closing;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void waitOut() throws InterruptedException {
    long left = config.retryAfter().toNanos();
    while (left > 0 && !closing) {
      left = changed.awaitNanos(left);
    }
  }

  private void delivered(Backlog.Entry entry) {
    Map<String, Instant> losses = Map.of();
    lock.lock();
    try {
      backlog.done(entry);
      lastSuccess = clock.instant();
      lastError = null;
      meters.published(entry.publication());
      if (!lossByCluster.isEmpty()) {
        losses = Map.copyOf(lossByCluster);
        lossByCluster.clear();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    losses.forEach(lost);
  }

  private void returned(Backlog.Entry entry, Exception error) {
    note(error);
    Publication publication = entry.publication();
    lock.lock();
    try {
      refused = true;
      meters.refused(publication);
      if (!isRetriable(error)) {
        backlog.done(entry);
        drop(publication);
        LOG.error("key={} cannot be delivered: {}", publication.key(), error.toString());
      } else if (!backlog.giveBack(entry)) {
        meters.replaced(publication);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void drop(Publication publication) {
    meters.dropped(publication);
    lossByCluster.putIfAbsent(DeliveryMeters.cluster(publication), publication.time());
  }

  /** What is wrong with the record itself does not change by waiting. */
  private static boolean isRetriable(Exception error) {
    return !(error instanceof RecordTooLargeException);
  }

  private void note(Exception error) {
    if (lastError == null) {
      LOG.warn("Kafka does not take records: {}", error.toString());
    }
    lastError = String.valueOf(error.getMessage());
  }

  private String topic(Kind kind) {
    return switch (kind) {
      case POD_EVENT -> topics.podEvents();
      case POD -> topics.pods();
      case NODE -> topics.nodes();
      case IMAGE -> topics.images();
      case CLUSTER -> topics.clusters();
    };
  }
}
