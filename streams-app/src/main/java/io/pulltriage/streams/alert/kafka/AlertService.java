package io.pulltriage.streams.alert.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.classifier.Catalogue;
import io.pulltriage.schemas.AlertSilence;
import io.pulltriage.streams.alert.decide.Policies;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.engine.AlertDesk;
import io.pulltriage.streams.alert.engine.AlertMeters;
import io.pulltriage.streams.alert.engine.DeskConfig;
import io.pulltriage.streams.alert.engine.SinkPlace;
import io.pulltriage.streams.alert.sink.AlertSink;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Tells of what stands in the output topics, from {@link #start} to {@link #close}. Several
 * instances share the work by a consumer group. At least once: what was sent, but not yet kept as
 * told when a process dies, is sent again under the same name. Thread-safe.
 */
public final class AlertService implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final AlertKafka kafka;
  private final SubjectReader subjects;
  private final SinkWorkers workers;
  private final AlertMeters meters;
  private final AlertLoop loop;
  private final List<AlertSink> sinks;
  private final List<Silence> configured;
  private @Nullable AlertBook book;

  /**
   * A service that is not started yet; nothing is connected.
   *
   * @param source what is told of
   * @param sinks those of the configuration; closed with this
   */
  public AlertService(
      AlertsConfig config,
      AlertSource source,
      List<AlertSink> sinks,
      MeterRegistry registry,
      Clock clock) {
    this.kafka = AlertKafka.of(source);
    this.subjects =
        new SubjectReader(kafka.topics(), kafka.serdes(), Catalogue.bundled(), source.contexts());
    this.workers = new SinkWorkers(sinks, registry);
    this.meters = new AlertMeters(registry);
    this.sinks = List.copyOf(sinks);
    this.configured =
        config.silences().entrySet().stream()
            .map(one -> Silence.configured(one.getKey(), one.getValue()))
            .toList();
    List<SinkPlace> places =
        sinks.stream()
            .map(sink -> new SinkPlace(Policies.of(config, sink.name()), sink.batch()))
            .toList();
    DeskConfig desk = new DeskConfig(config.digest(), config.retry(), source.quietStart());
    this.loop =
        new AlertLoop(
            () ->
                new AlertSession(
                    kafka,
                    configured,
                    outlet -> new AlertDesk(desk, places, subjects, outlet, meters, new Random()),
                    workers,
                    meters,
                    clock),
            registry);
  }

  /** Begins; returns at once. */
  public void start() {
    loop.start();
  }

  /** What keeps alerts from being told at present; empty for nothing. A silent sink is no such. */
  public Optional<String> failure() {
    return loop.failure();
  }

  /**
   * How telling stands in the whole application, whichever instance does it.
   *
   * @throws TimeoutException if Kafka does not give all of it in time
   * @throws KafkaException if Kafka cannot be asked
   */
  public AlertOverview overview(Duration within) throws TimeoutException {
    return book().read(within);
  }

  /** Nobody may ever ask: it reads a whole topic. */
  private synchronized AlertBook book() {
    if (book == null) {
      book = new AlertBook(kafka, sinks, configured, meters);
    }
    return book;
  }

  /**
   * Has every instance try anew what it gave up; returns when they have been told so.
   *
   * @throws KafkaException if they cannot be told
   */
  public void retryParked() throws InterruptedException {
    keep(SilenceTopic.RETRY, null);
  }

  /**
   * Waits until all that stands in the topics has been told, as far as its time has come.
   *
   * @return whether that was so within the time
   */
  public boolean awaitSettled(Duration within) throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (loop.ask(AlertSession::isSettled, within)) {
          return true;
        }
      } catch (TimeoutException e) {
        return false;
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
    return false;
  }

  /**
   * Makes, changes or, with null, ends a silence for all instances.
   *
   * @throws KafkaException if that cannot be kept
   */
  public void silence(String id, @Nullable Silence silence) throws InterruptedException {
    keep(id, silence == null ? null : silence.toRecord());
  }

  private void keep(String key, @Nullable AlertSilence record) throws InterruptedException {
    try (Serde<AlertSilence> serde = kafka.serdes().alertSilence();
        Producer<String, AlertSilence> producer = kafka.clients().producer(serde.serializer())) {
      producer.send(new ProducerRecord<>(kafka.topics().silences(), key, record)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("it cannot be kept", e.getCause());
    }
  }

  @Override
  public void close() {
    loop.close();
    workers.close();
    subjects.close();
    synchronized (this) {
      if (book != null) {
        book.close();
      }
    }
  }
}
