package io.pulltriage.standalone.replay;

import io.pulltriage.schemas.Incident;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Follows the incidents topic on a thread of its own and tells an observer of each change. */
public final class Changes implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(1);

  private final Consumer<String, Incident> consumer;
  private final ReplayObserver observer;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread thread;

  private Changes(Consumer<String, Incident> consumer, ReplayObserver observer) {
    this.consumer = consumer;
    this.observer = observer;
    this.thread = new Thread(this::follow, "follow-incidents");
  }

  /** Begins to follow. */
  public static Changes follow(Workplace workplace, ReplayObserver observer) {
    Consumer<String, Incident> consumer =
        workplace.consumer(workplace.serdes().incident().deserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(workplace.topics().incidents()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    Changes changes = new Changes(consumer, observer);
    changes.thread.start();
    return changes;
  }

  /**
   * Does nothing while all goes well.
   *
   * @throws IOException as the observer threw it
   * @throws IllegalStateException if the changes cannot be followed any more, for whatever reason
   */
  public void requireNoFailure() throws IOException {
    Throwable failed = failure.get();
    if (failed instanceof IOException io) {
      throw io;
    } else if (failed instanceof UncheckedIOException unchecked) {
      throw unchecked;
    } else if (failed != null) {
      throw new IllegalStateException("changes are no longer followed: " + failed, failed);
    }
  }

  private void follow() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<String, Incident> change : consumer.poll(POLL)) {
          if (change.value() != null) {
            observer.changed(change.value());
          }
        }
      }
    } catch (WakeupException e) {
      // Told to end.
    } catch (Throwable e) {
      // Whoever follows asks for it, and ends by it.
      failure.set(e);
    }
  }

  /** Ends following. */
  @Override
  public void close() {
    consumer.wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
