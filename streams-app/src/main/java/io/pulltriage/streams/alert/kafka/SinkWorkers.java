package io.pulltriage.streams.alert.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.background.BackgroundFailures;
import io.pulltriage.streams.alert.engine.Delivery;
import io.pulltriage.streams.alert.sink.AlertSink;
import io.pulltriage.streams.alert.sink.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
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
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private int underWay;

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
    threads.get(delivery.place()).execute(() -> deliver(delivery));
  }

  /** A delivery that has come to its end; null if none does within the time. */
  @Nullable Done next(Duration within) throws InterruptedException {
    Done one = done.poll(within.toMillis(), TimeUnit.MILLISECONDS);
    if (one != null) {
      underWay--;
    }
    return one;
  }

  /** Whether a sink is at work. */
  boolean isBusy() {
    return underWay > 0;
  }

  private void deliver(Delivery delivery) {
    AlertSink sink = sinks.get(delivery.place());
    try {
      List<Outcome> outcomes = sink.deliver(delivery.messages());
      log(sink, outcomes);
      done.add(new Done(delivery, outcomes));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done.add(failed(delivery, "interrupted"));
    } catch (Throwable e) {
      // A sink that has a fault of its own is a sink that does not deliver; the others go on.
      done.add(failed(delivery, e.getClass().getSimpleName()));
      failures.get(delivery.place()).report(e);
    }
  }

  private static Done failed(Delivery delivery, String why) {
    return new Done(
        delivery,
        Collections.nCopies(delivery.messages().size(), new Outcome.Retry(why, Optional.empty())));
  }

  private static void log(AlertSink sink, List<Outcome> outcomes) {
    outcomes.stream()
        .filter(outcome -> !(outcome instanceof Outcome.Delivered))
        .findFirst()
        .ifPresent(
            outcome ->
                LOG.warn("alert not delivered sink={} error={}", sink.name(), outcome.detail()));
  }

  /** Interrupts what is under way. */
  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdownNow);
    sinks.forEach(AlertSink::close);
  }

  /**
   * A delivery and what became of it.
   *
   * @param delivery which
   * @param outcomes of each of its messages
   */
  record Done(Delivery delivery, List<Outcome> outcomes) {}
}
