package io.pulltriage.producer.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.background.BackgroundLoop;
import io.pulltriage.producer.cluster.ClusterDirectory;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.deliver.Delivery;
import io.pulltriage.producer.deliver.ReadBack;
import io.pulltriage.producer.translate.PublicText;
import io.pulltriage.producer.watch.FleetBuilder;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.schemas.setup.SetupException;
import io.pulltriage.settings.ConfigException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer: watches the configured clusters into Kafka from {@link #start} to {@link #close}.
 *
 * <p>It ends in the order of the flow: first the watches, so that nothing new comes and each
 * cluster's last status is published; then delivery, which sends what is left; then the Leases, so
 * that another replica that takes over reads all of it; then what they used.
 */
public final class ProducerService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProducerService.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** The fleet may lag behind this long before the process counts as stuck. */
  private static final Duration STUCK_AFTER = Duration.ofMinutes(5);

  private final ProducerConfig config;
  private final Clock clock;
  private final MeteredProducers<String, SpecificRecord> producers;
  private final Delivery delivery;
  private final FleetBuilder.Built fleet;
  private final BackgroundLoop looks;
  private final BackgroundLoop ticks;
  private final CompletableFuture<ConfigException> misfit = new CompletableFuture<>();
  private boolean fits;
  private volatile @Nullable Instant lastLook;
  private volatile @Nullable String lastError;

  /** A service that is not started yet; nothing is connected. */
  public ProducerService(ProducerConfig config, Clock clock, MeterRegistry registry) {
    this.config = config;
    this.clock = clock;
    Topics topics = new Topics(config.topicPrefix());
    PublicSerdes serdes = KafkaSettings.serdes(config);
    this.producers =
        new MeteredProducers<>(
            () ->
                new KafkaProducer<>(
                    KafkaSettings.producer(config), new StringSerializer(), serdes.anySerializer()),
            registry);
    this.delivery = new Delivery(topics, config.delivery(), clock, producers, this::lost, registry);
    this.fleet =
        FleetBuilder.build(
            config,
            ClusterDirectory.of(config.clusters()),
            new ReadBack(KafkaSettings.clients(config), serdes, topics)::read,
            delivery,
            clock,
            registry);
    this.looks =
        BackgroundLoop.every(config.clusters().rescan(), "look-for-clusters", this::look, registry);
    this.ticks = BackgroundLoop.every(TICK, "tick", fleet.fleet()::tick, registry);
  }

  /** Begins; returns at once, and clusters are watched as soon as they and Kafka can be reached. */
  public void start() {
    delivery.start();
    looks.start();
    ticks.start();
  }

  /**
   * Waits until it turns out that topics or schemas are not such that anything may be published;
   * for ever if they are. Kafka and the registry are asked as soon as they can be reached.
   *
   * @throws ConfigException that says what differs
   */
  public void awaitMisfit() throws InterruptedException {
    try {
      throw misfit.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("it is only ever completed", e);
    }
  }

  /** The clusters that are watched, and whether each is connected and synced. */
  public Map<String, Boolean> clusters() {
    return fleet.fleet().clusters();
  }

  /** Why clusters are not connected, by their names; with credentials masked. */
  public Map<String, String> troubles() {
    return fleet.fleet().troubles();
  }

  /** What cannot be used of the sources of clusters. */
  public Set<String> problems() {
    return fleet.fleet().problems();
  }

  /** Whether the process does its work, however the clusters and Kafka are. */
  public Health live() {
    Instant looked = lastLook;
    return looked != null && looked.plus(STUCK_AFTER).isBefore(clock.instant())
        ? Health.no("the clusters have not been looked for since " + looked)
        : Health.yes();
  }

  /**
   * Whether it has looked for clusters, can deliver, and no thread of it is down. That some
   * clusters cannot be reached does not count: another replica could not reach them either.
   */
  public Health ready() {
    String looking = lastError;
    String delivering = delivery.error();
    if (looking != null) {
      return Health.no(looking);
    }
    if (delivering != null) {
      return Health.no("Kafka does not take records: " + delivering);
    }
    Optional<String> down =
        Stream.of(looks.failure(), ticks.failure(), delivery.failure())
            .flatMap(Optional::stream)
            .findFirst();
    if (down.isPresent()) {
      return Health.no(down.get());
    }
    return lastLook == null ? Health.no("the clusters have not been looked for yet") : Health.yes();
  }

  @Override
  public void close() {
    ticks.interrupt();
    looks.interrupt();
    if (!looks.awaitEnd(config.delivery().closeWithin())) {
      LOG.warn("still looking for clusters");
    }
    fleet.fleet().close();
    delivery.close();
    producers.close();
    fleet.close();
  }

  private void look() {
    try {
      if (!fits) {
        requireFit();
      }
      fleet.fleet().look();
      lastError = null;
    } catch (ConfigException e) {
      lastError = e.getMessage();
      misfit.complete(e);
    } catch (SetupException e) {
      String told = PublicText.of(String.valueOf(e.getMessage()));
      if (!told.equals(lastError)) {
        LOG.warn("{}", told);
      }
      lastError = told;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      throw new IllegalStateException("clusters cannot be begun: " + e.getMessage(), e);
    } finally {
      lastLook = clock.instant();
    }
  }

  private void requireFit() throws SetupException, InterruptedException {
    List<String> misfits = KafkaCheck.misfits(config);
    if (!misfits.isEmpty()) {
      List<String> complaints = new ArrayList<>(misfits);
      complaints.add("'pulltriage topics plan' shows what differs, 'topics apply' makes it right");
      throw new ConfigException(complaints);
    }
    fits = true;
  }

  private void lost(String cluster, Instant since) {
    fleet.fleet().lost(cluster, since);
  }
}
