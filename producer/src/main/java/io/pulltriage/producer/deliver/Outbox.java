package io.pulltriage.producer.deliver;

import io.pulltriage.producer.config.DeliveryConfig;
import io.pulltriage.producer.publish.Publication;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for Kafka and what is on its way, shared by those who publish and the one who sends;
 * and what had to be given up. Thread-safe.
 */
final class Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final DeliveryConfig config;
  private final Clock clock;
  private final BiConsumer<String, Instant> lost;
  private final DeliveryMeters meters;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Backlog backlog;
  private final Map<String, Instant> lossByCluster = new HashMap<>();
  private boolean refused;
  private boolean closing;
  private volatile Instant lastSuccess;
  private volatile @Nullable String lastError;

  Outbox(
      DeliveryConfig config, Clock clock, BiConsumer<String, Instant> lost, DeliveryMeters meters) {
    this.config = config;
    this.clock = clock;
    this.lost = lost;
    this.meters = meters;
    this.backlog = new Backlog(config.bufferedEvents());
    this.lastSuccess = clock.instant();
    meters.gauge("waiting", "Records that wait or are on their way.", this::waiting);
    meters.gauge(
        "lag.seconds",
        "Seconds since Kafka last took a record, while any waits.",
        () -> waiting() == 0 ? 0 : Duration.between(lastSuccess, clock.instant()).toSeconds());
  }

  void add(Publication publication) {
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

  boolean hasRoom() {
    lock.lock();
    try {
      return backlog.events() < config.bufferedEvents() / 4 * 3;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return backlog.size();
    } finally {
      lock.unlock();
    }
  }

  @Nullable String error() {
    return lastError;
  }

  /** Nothing more comes: {@link #take} ends when all is delivered. */
  void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next that may be sent, which then counts as being on its way until it is {@link #delivered}
   * or {@link #returned}. After a refusal it waits, until nothing is on its way and for a time.
   * Null when all is done and it is closed.
   */
  Backlog.@Nullable Entry take() throws InterruptedException {
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

  /** Kafka has it. Losses are told now: what tells of them can be delivered, too. */
  void delivered(Backlog.Entry entry) {
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

  /** Kafka did not take it: it waits again, unless a newer state does or waiting is of no use. */
  void returned(Backlog.Entry entry, Exception error) {
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

  /** Why nothing is delivered at this moment. */
  private void note(Exception error) {
    if (lastError == null) {
      LOG.warn("Kafka does not take records: {}", error.toString());
    }
    lastError = String.valueOf(error.getMessage());
  }

  private void waitOut() throws InterruptedException {
    long left = config.retryAfter().toNanos();
    while (left > 0) {
      left = changed.awaitNanos(left);
    }
  }

  private void drop(Publication publication) {
    meters.dropped(publication);
    lossByCluster.putIfAbsent(publication.cluster(), publication.time());
  }

  /**
   * What is wrong with the record itself does not change by waiting: its size, its time, what the
   * broker finds in it, and a value that cannot be written. A right that is missing may be granted,
   * and a registry that does not answer may come back.
   */
  private static boolean isRetriable(Exception error) {
    if (error instanceof SerializationException) {
      for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof AvroRuntimeException
            || cause instanceof NullPointerException
            || cause instanceof ClassCastException) {
          return false;
        }
      }
    }
    return !(error instanceof RecordTooLargeException
        || error instanceof InvalidTimestampException
        || error instanceof InvalidRecordException
        || error instanceof PolicyViolationException);
  }
}
