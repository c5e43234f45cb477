package io.pulltriage.streams.alert.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.background.BackgroundFailures;
import io.pulltriage.streams.alert.engine.Delivery;
import io.pulltriage.streams.alert.sink.AlertSink;
import io.pulltriage.streams.alert.sink.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread for each sink, so that none holds up another or the reading. */
final class SinkWorkers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SinkWorkers.class);

  private final List<AlertSink> sinks;
  private final List<ExecutorService> threads = new ArrayList<>();
  private final List<BackgroundFailures> failures = new ArrayList<>();
  private final ConcurrentLinkedQueue<Done> done = new ConcurrentLinkedQueue<>();

  /** Has a permit when there is something to do for whoever gives out deliveries. */
  private final Semaphore news = new Semaphore(0);

  private int underWay;

  /**
   * A delivery and what became of it.
   *
   * @param delivery which
   * @param outcomes of each of its messages
   */
  record Done(Delivery delivery, List<Outcome> outcomes) {}

  SinkWorkers(List<AlertSink> sinks, MeterRegistry registry) {
    this.sinks = List.copyOf(sinks);
    for (AlertSink sink : sinks) {
      String name = "alert-" + sink.name();
      failures.add(new BackgroundFailures(name, registry));
      threads.add(
          Executors.newSingleThreadExecutor(
              task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
              }));
    }
  }

  /** Gives a sink what it is to deliver; one thread may ask. */
  void start(Delivery delivery) {
    underWay++;
    threads.get(delivery.place()).execute(() -> finished(deliver(delivery)));
  }

  /** A delivery that has come to its end; null if there is none. */
  @Nullable Done next() {
    Done one = done.poll();
    if (one != null) {
      underWay--;
    }
    return one;
  }

  /** Whether a sink is at work. */
  boolean isBusy() {
    return underWay > 0;
  }

  /** Ends {@link #awaitNews} early. */
  void announce() {
    news.release();
  }

  /** Waits for the end of a delivery or an announcement, no longer than so many milliseconds. */
  void awaitNews(long millis) throws InterruptedException {
    if (news.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }

  private void finished(Done one) {
    done.add(one);
    announce();
  }

  private Done deliver(Delivery delivery) {
    AlertSink sink = sinks.get(delivery.place());
    try {
      List<Outcome> outcomes = sink.deliver(delivery.messages());
      outcomes.stream()
          .filter(outcome -> !(outcome instanceof Outcome.Delivered))
          .findFirst()
          .ifPresent(
              outcome ->
                  LOG.warn("alert not delivered sink={} error={}", sink.name(), outcome.detail()));
      return new Done(delivery, outcomes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(delivery, "interrupted");
    } catch (Throwable e) {
      // A sink that has a fault of its own is a sink that does not deliver; the others go on.
      failures.get(delivery.place()).report(e);
      return failed(delivery, e.getClass().getSimpleName());
    }
  }

  private static Done failed(Delivery delivery, String why) {
    return new Done(
        delivery,
        Collections.nCopies(delivery.messages().size(), new Outcome.Retry(why, Optional.empty())));
  }

  /** Interrupts what is under way. */
  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdownNow);
    sinks.forEach(AlertSink::close);
  }
}
