package io.pulltriage.streams.alert.kafka;

import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.engine.AlertDesk;
import io.pulltriage.streams.alert.engine.AlertMeters;
import io.pulltriage.streams.alert.engine.Delivery;
import io.pulltriage.streams.alert.engine.StateOutlet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;

/**
 * One membership in the group that shares the alerts: reads what changes, hands out what is to be
 * sent, and keeps what was told. It ends with the first failure of Kafka; another one then begins
 * with nothing but what is kept. For one thread.
 */
final class AlertSession implements AutoCloseable {

  private static final Duration IDLE_POLL = Duration.ofMillis(200);
  private static final Duration BUSY_POLL = Duration.ofMillis(20);
  private static final Duration FINISH_WITHIN = Duration.ofSeconds(30);

  private final Clock clock;
  private final Consumer<String, byte[]> consumer;
  private final KeptStates states;
  private final SilenceTopic silences;
  private final AlertDesk desk;
  private final SinkWorkers workers;
  private final OwnedPartitions partitions;
  private boolean begun;

  /** Nothing is connected yet. */
  AlertSession(
      AlertKafka kafka,
      List<Silence> configured,
      Function<StateOutlet, AlertDesk> desks,
      SinkWorkers workers,
      AlertMeters meters,
      Clock clock) {
    this.clock = clock;
    this.workers = workers;
    this.states = new KeptStates(kafka, meters);
    this.silences = new SilenceTopic(kafka, configured, meters);
    this.desk = desks.apply(states);
    this.consumer = kafka.clients().member();
    this.partitions =
        new OwnedPartitions(kafka.topics(), consumer, states, desk, clock, this::finishDeliveries);
  }

  private void begin() {
    desk.silence(silences.readAll(), clock.instant());
    consumer.subscribe(partitions.topics(), partitions);
    begun = true;
  }

  /** The desk, for whoever is on this thread. */
  AlertDesk desk() {
    return desk;
  }

  /** Goes on by a step. */
  void step() throws InterruptedException {
    if (!begun) {
      begin();
    }
    for (ConsumerRecord<String, byte[]> entry :
        consumer.poll(desk.isIdle() ? IDLE_POLL : BUSY_POLL)) {
      partitions.take(entry);
    }
    partitions.adoptCaughtUp();
    silences.changed().ifPresent(all -> desk.silence(all, clock.instant()));
    if (silences.takeRetry()) {
      desk.retryParked(clock.instant());
    }
    takeIn(Duration.ZERO);
    Instant now = clock.instant();
    desk.tick(now);
    for (Delivery delivery : desk.next(now)) {
      workers.start(delivery);
    }
    states.requireKept();
  }

  /** Whether everything in the topics was taken in and told as far as it is time. */
  boolean isSettled() {
    return partitions.isCaughtUp() && desk.isIdle() && !workers.isBusy() && silences.isCaughtUp();
  }

  private void takeIn(Duration within) throws InterruptedException {
    SinkWorkers.Done done = workers.next(within);
    while (done != null) {
      desk.done(done.delivery(), done.outcomes(), clock.instant());
      done = workers.next(Duration.ZERO);
    }
  }

  private void finishDeliveries() {
    try {
      long end = System.nanoTime() + FINISH_WITHIN.toNanos();
      while (workers.isBusy() && System.nanoTime() < end) {
        takeIn(BUSY_POLL);
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Waits for what is under way, keeps what was told, and leaves the group. */
  @Override
  public void close() {
    consumer.close();
    desk.releaseAll();
    silences.close();
    states.close();
  }
}
