package io.pulltriage.streams.alert.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.classifier.Catalogue;
import io.pulltriage.schemas.AlertSilence;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.alert.decide.Policies;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.decide.SinkPolicy;
import io.pulltriage.streams.alert.engine.AlertDesk;
import io.pulltriage.streams.alert.engine.AlertMeters;
import io.pulltriage.streams.alert.engine.Parked;
import io.pulltriage.streams.alert.sink.AlertSink;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  /** Behind the application's id, the name of the consumer group. */
  private static final String GROUP = "-alerts";

  /** A change that cannot be read would never be told. */
  private static final Duration REGISTRY_PATIENCE = Duration.ofMinutes(2);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Topics topics;
  private final PublicSerdes serdes;
  private final AlertClients clients;
  private final SubjectReader subjects;
  private final SinkWorkers workers;
  private final AlertLoop loop;

  /**
   * A service that is not started yet; nothing is connected.
   *
   * @param applicationId the analyzer's, of which the group is named
   * @param kafka settings of Kafka's clients and of the serdes, under their own names
   * @param quietStart whether what fails already when a sink is new is told as a digest; not so for
   *     recorded clusters, where everything is old
   * @param sinks those of the configuration; closed with this
   */
  public AlertService(
      AlertsConfig config,
      Topics topics,
      String applicationId,
      Map<String, Object> kafka,
      boolean quietStart,
      List<AlertSink> sinks,
      MeterRegistry registry,
      Clock clock) {
    this.topics = topics;
    this.serdes = new PublicSerdes(kafka, REGISTRY_PATIENCE);
    this.clients = new AlertClients(kafka, applicationId + GROUP);
    this.subjects = new SubjectReader(topics, serdes, Catalogue.bundled());
    this.workers = new SinkWorkers(sinks);
    List<SinkPolicy> policies =
        sinks.stream().map(sink -> Policies.of(config, sink.name())).toList();
    List<Integer> batches = sinks.stream().map(AlertSink::batch).toList();
    List<Silence> silences =
        config.silences().entrySet().stream()
            .map(one -> Silence.configured(one.getKey(), one.getValue()))
            .toList();
    AlertMeters meters = new AlertMeters(registry);
    this.loop =
        new AlertLoop(
            () ->
                new AlertSession(
                    topics,
                    clients,
                    serdes,
                    silences,
                    outlet ->
                        new AlertDesk(
                            config,
                            policies,
                            batches,
                            quietStart,
                            subjects,
                            outlet,
                            meters,
                            new Random()),
                    workers,
                    clock));
  }

  /** Begins; returns at once. */
  public void start() {
    loop.start();
  }

  /** What keeps alerts from being told at present; null for nothing. A silent sink is no such. */
  public @Nullable String error() {
    return loop.error();
  }

  /**
   * Messages that were given up, of the partitions of this instance.
   *
   * @throws TimeoutException if Kafka cannot be reached
   */
  public List<Parked> parked(Duration within) throws InterruptedException, TimeoutException {
    return loop.ask(session -> session.desk().parked(), within);
  }

  /**
   * Tries anew what was given up, of the partitions of this instance.
   *
   * @return how many messages
   * @throws TimeoutException if Kafka cannot be reached
   */
  public int retryParked(Clock clock, Duration within)
      throws InterruptedException, TimeoutException {
    return loop.ask(
        session -> {
          int parked = session.desk().parked().size();
          session.desk().retryParked(clock.instant());
          return parked;
        },
        within);
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
    try (Serde<AlertSilence> serde = serdes.alertSilence();
        Producer<String, AlertSilence> producer = clients.producer(serde.serializer())) {
      AlertSilence kept = silence == null ? null : silence.toRecord();
      producer.send(new ProducerRecord<>(topics.silences(), id, kept)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("the silence cannot be kept", e.getCause());
    }
  }

  @Override
  public void close() {
    loop.close();
    workers.close();
    subjects.close();
  }
}
