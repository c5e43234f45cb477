package io.pulltriage.streams.alert.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.background.BackgroundLoop;
import io.pulltriage.classifier.Catalogue;
import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.AlertSilence;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.alert.decide.IncidentSubject;
import io.pulltriage.streams.alert.decide.OutbreakSubject;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.decide.Subject;
import io.pulltriage.streams.alert.decide.SubjectKey;
import io.pulltriage.streams.alert.engine.AlertMeters;
import io.pulltriage.streams.alert.engine.Notifier;
import io.pulltriage.streams.alert.sink.AlertSink;
import io.pulltriage.streams.config.GroupTimeouts;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import io.pulltriage.streams.query.Visibility;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of what the read model knows, from {@link #start} to {@link #close}. Several instances
 * share the work by a consumer group. At least once: what was sent, but not yet kept as told when a
 * process dies, is sent again under the same name. Thread-safe.
 */
public final class AlertService implements AutoCloseable {

  /** No silence has this key: a tombstone under it has all instances try anew what they gave up. */
  static final String RETRY = "retry";

  private static final Logger LOG = LoggerFactory.getLogger(AlertService.class);

  /** Behind the application's id, the name of the consumer group. */
  private static final String GROUP = "-alerts";

  private static final Duration REGISTRY_PATIENCE = Duration.ofMinutes(2);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(40);

  private final AlertsConfig config;
  private final AlertSource source;
  private final List<AlertSink> sinks;
  private final List<Silence> configured;
  private final Catalogue catalogue = Catalogue.bundled();
  private final PublicSerdes serdes;
  private final SinkWorkers workers;
  private final AlertMeters meters;
  private final Clock clock;
  private final AlertSession.Rounds rounds = new AlertSession.Rounds();
  private final BackgroundLoop loop;

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
    this.config = config;
    this.source = source;
    this.sinks = List.copyOf(sinks);
    this.configured =
        config.silences().entrySet().stream()
            .map(one -> Silence.configured(one.getKey(), one.getValue()))
            .toList();
    this.serdes = new PublicSerdes(source.clients(), REGISTRY_PATIENCE);
    this.workers = new SinkWorkers(sinks, registry);
    this.meters = new AlertMeters(registry);
    this.clock = clock;
    this.loop = new BackgroundLoop("alerts", this::session, registry);
  }

  private AlertSession session() {
    return new AlertSession(
        source.topics().alerts(),
        source.model(),
        this::silences,
        workers,
        rounds,
        clock,
        member(),
        producer(serdes.alertState().serializer()),
        keeper ->
            new Notifier(
                config,
                sinks.stream().map(sink -> new Notifier.Sink(sink.name(), sink.batch())).toList(),
                source.quietStart(),
                this::subject,
                keeper,
                meters,
                new Random()));
  }

  /** A member of the group. It reads and commits nothing. */
  private Consumer<String, byte[]> member() {
    Map<String, Object> settings = new HashMap<>(GroupTimeouts.DEFAULTS);
    settings.putAll(source.clients());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, source.applicationId() + GROUP);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private <V extends SpecificRecord> Producer<String, V> producer(Serializer<V> values) {
    Map<String, Object> settings = new HashMap<>(source.clients());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(settings, new StringSerializer(), values);
  }

  private @Nullable Subject subject(SubjectKey key) {
    Optional<? extends Subject> subject =
        key.kind() == AlertKind.OUTBREAK
            ? source
                .model()
                .outbreak(key.id(), Visibility.ALL)
                .content()
                .map(
                    one ->
                        new OutbreakSubject(
                            one, catalogue.entry(one.getCause()), source.contexts()))
            : source.model().incident(key.id(), Visibility.ALL).content().map(IncidentSubject::new);
    return subject.orElse(null);
  }

  /** Those of the configuration first, then those that were made, by id. */
  private List<Silence> silences(Collection<AlertSilence> made) {
    List<Silence> usable = new ArrayList<>();
    for (AlertSilence silence : made) {
      try {
        usable.add(Silence.of(silence));
      } catch (IllegalArgumentException e) {
        LOG.warn("silence skipped id={} error={}", silence.getId(), e.getMessage());
      }
    }
    usable.sort(Comparator.comparing(Silence::id));
    usable.addAll(0, configured);
    return usable;
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
   * @throws TimeoutException if the read model does not have all of it in time
   * @throws KafkaException if Kafka cannot be asked
   */
  public AlertOverview overview(Duration within) throws TimeoutException, InterruptedException {
    if (!source.model().awaitCaughtUp(within)) {
      throw new TimeoutException("what was told cannot be read to its end in time");
    }
    AlertOverview.Builder overview = new AlertOverview.Builder(sinks);
    source.model().alerts(overview::add);
    return overview.build(silences(source.model().silences()));
  }

  /**
   * Has every instance try anew what it gave up; returns when they have been told so.
   *
   * @throws KafkaException if they cannot be told
   */
  public void retryParked() throws InterruptedException {
    keep(RETRY, null);
  }

  /**
   * Waits until all that stands in the topics has been told, as far as its time has come.
   *
   * @return whether that was so within the time
   */
  public boolean awaitSettled(Duration within) throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    return source.model().awaitCaughtUp(within)
        && rounds.awaitSettled(Duration.ofNanos(end - System.nanoTime()));
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
    try (Producer<String, AlertSilence> producer = producer(serdes.alertSilence().serializer())) {
      producer.send(new ProducerRecord<>(source.topics().silences(), key, record)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("it cannot be kept", e.getCause());
    }
  }

  @Override
  public void close() {
    loop.stop();
    workers.announce();
    if (!loop.awaitEnd(CLOSE_WITHIN)) {
      loop.interrupt();
    }
    workers.close();
  }
}
