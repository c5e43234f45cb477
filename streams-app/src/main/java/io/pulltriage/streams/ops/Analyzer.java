package io.pulltriage.streams.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.query.ReadModel;
import io.pulltriage.streams.topology.IncidentTopology;
import io.pulltriage.streams.topology.Knowledge;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the Streams application. Thread-safe. */
public final class Analyzer implements AutoCloseable {

  /**
   * Less than Kafka waits for a member of the group that processes ({@code max.poll.interval.ms}).
   */
  private static final Duration REGISTRY_PATIENCE = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(Analyzer.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
  private static final long STATE_MEMORY = 256L << 20;

  private final StreamsConfig settings;
  private final Topology topology;
  private final KafkaStreams streams;
  private final ReadModel readModel;
  private final BoundedRocksDb.@Nullable Memory memory;
  private final DeadLetterMeters deadLetters = new DeadLetterMeters();
  private final RefusedOutput refusedOutput;
  private final AbandonedTransactions transactions;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch failed = new CountDownLatch(1);
  private volatile boolean processed;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * An instance that is not started yet.
   *
   * @param settings of Kafka Streams under their own names, at least {@code application.id}, {@code
   *     bootstrap.servers} and {@code schema.registry.url}; they win over what is set here, but for
   *     what correctness rests on
   */
  public Analyzer(AnalyzerConfig config, Knowledge knowledge, Map<String, ?> settings) {
    Properties properties = new Properties();
    properties.putAll(StreamsSettings.complete(config, settings));
    deadLetters.addTo(properties);
    memory = config.storage() == Storage.DISK ? new BoundedRocksDb.Memory(STATE_MEMORY) : null;
    if (memory != null) {
      memory.addTo(properties);
    }
    Refusals refusals = new Refusals(Clock.systemUTC());
    refusedOutput =
        new RefusedOutput(
            config.topics().deadLetters(), refusals, deadLetters, new StreamsConfig(properties));
    refusedOutput.addTo(properties);
    this.settings = new StreamsConfig(properties);
    readModel = new ReadModel(config.topics(), config.storage(), settings, Clock.systemUTC());
    topology =
        IncidentTopology.build(
            config,
            knowledge,
            new PublicSerdes(settings, REGISTRY_PATIENCE),
            deadLetters.registry());
    streams = new KafkaStreams(topology, this.settings, new GuardedClients(refusals));
    streams.setUncaughtExceptionHandler(this::threadFailed);
    transactions =
        new AbandonedTransactions(
            this.settings.getString(StreamsConfig.APPLICATION_ID_CONFIG),
            this.settings.getAdminConfigs("transactions"),
            this::members,
            deadLetters.registry());
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.REBALANCING) {
            transactions.groupChanged();
          }
          if (now == KafkaStreams.State.RUNNING) {
            running.countDown();
          }
        });
  }

  /** Client ids of its consumers in the group. */
  private Set<String> members() {
    return !streams.state().isRunningOrRebalancing()
        ? Set.of()
        : streams.metadataForLocalThreads().stream()
            .map(ThreadMetadata::consumerClientId)
            .collect(Collectors.toSet());
  }

  private StreamThreadExceptionResponse threadFailed(Throwable error) {
    if (LostTransaction.isCauseOf(error)) {
      LOG.warn("a transaction took longer than Kafka allows; another thread does it again", error);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    if (refusedOutput.refusals().isReasonToReplace(error)) {
      LOG.warn("Kafka refused a record; another thread does the transaction without it", error);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    failure.compareAndSet(null, error);
    running.countDown();
    failed.countDown();
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /**
   * Starts it; returns when the read model has read what there is, and processes from then on.
   *
   * @throws StreamsException if the read model's topics cannot be read
   */
  public void start() {
    streams.start();
    readModel.start();
  }

  /**
   * Waits until its stores are restored and it processes.
   *
   * @throws StreamsException if it fails or does not get there in time
   */
  public void awaitRunning(Duration within) throws InterruptedException {
    boolean inTime = running.await(within.toMillis(), TimeUnit.MILLISECONDS);
    requireAlive();
    if (!inTime) {
      throw new StreamsException("the analyzer did not start to process within " + within);
    }
  }

  /**
   * Lets time pass while it is well.
   *
   * @throws StreamsException as soon as it has stopped by a failure
   */
  public void watch(Duration time) throws InterruptedException {
    if (failed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      requireAlive();
    }
  }

  /**
   * Does nothing while it is well.
   *
   * @throws StreamsException if it has stopped by a failure
   */
  public void requireAlive() {
    Throwable error = failure.get();
    if (error != null) {
      String stateDir = settings.getString(StreamsConfig.STATE_DIR_CONFIG);
      throw new StreamsException("the analyzer has stopped: " + word(error, stateDir), error);
    }
  }

  /** The settings of Kafka Streams that it runs with. */
  public StreamsConfig settings() {
    return settings;
  }

  /** Refused rights and a full disk are said with what to do about them. */
  static String word(Throwable error, String stateDir) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthorizationException) {
        return cause.getMessage() + "; docs/security-kafka.md has the rights that are needed";
      }
      if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
        return "the disk of stateDir %s is full: %s".formatted(stateDir, cause.getMessage());
      }
    }
    return String.valueOf(error.getMessage());
  }

  /** Which of its background threads is down, and why; empty while they are well. */
  public Optional<String> backgroundFailure() {
    return refusedOutput.failure();
  }

  /** Tells whether all instances together have processed what there is; the caller closes it. */
  public CatchUp catchUp() {
    return new CatchUp(topology.describe(), settings);
  }

  /** What is known of the whole installation, in this instance. */
  public ReadModel readModel() {
    return readModel;
  }

  /**
   * What keeps this instance from serving, each in a few words; empty when it is ready. During a
   * rebalance an instance that was ready stays so: what it answers from is its own.
   */
  public List<String> obstacles() {
    List<String> obstacles = new ArrayList<>(readModel.obstacles());
    KafkaStreams.State state = streams.state();
    if (state == KafkaStreams.State.RUNNING) {
      processed = true;
    } else if (state != KafkaStreams.State.REBALANCING || !processed) {
      obstacles.add("the analyzer is " + state);
    }
    return obstacles;
  }

  /**
   * Adds the numbers of Kafka Streams, of the read model and of dead letters to a registry.
   *
   * @return what keeps them up to date, to be closed by the caller before this
   */
  public KafkaStreamsMetrics bindTo(MeterRegistry registry) {
    KafkaStreamsMetrics meters = new KafkaStreamsMetrics(streams);
    meters.bindTo(registry);
    deadLetters.bindTo(registry);
    readModel.bindTo(registry);
    return meters;
  }

  /** Stops processing and leaves the group; what it knows stays in Kafka. */
  @Override
  public void close() {
    readModel.close();
    streams.close(
        CloseOptions.timeout(CLOSE_WITHIN)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    transactions.close();
    refusedOutput.close();
    if (memory != null) {
      memory.close();
    }
  }
}
