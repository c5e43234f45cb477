package io.pulltriage.streams.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.QueryConfig;
import io.pulltriage.streams.query.LocalStores;
import io.pulltriage.streams.query.Queries;
import io.pulltriage.streams.query.fleet.StreamsQueries;
import io.pulltriage.streams.topology.IncidentTopology;
import io.pulltriage.streams.topology.Knowledge;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
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

  private final StreamsConfig settings;
  private final Topology topology;
  private final KafkaStreams streams;
  private final int partitions;
  private final DeadLetterMeters deadLetters = new DeadLetterMeters();
  private final RefusedOutput refusedOutput;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch failed = new CountDownLatch(1);
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
    Refusals refusals = new Refusals(Clock.systemUTC());
    refusedOutput =
        new RefusedOutput(
            config.topics().deadLetters(), refusals, deadLetters, new StreamsConfig(properties));
    refusedOutput.addTo(properties);
    this.settings = new StreamsConfig(properties);
    partitions = config.partitions();
    topology =
        IncidentTopology.build(config, knowledge, new PublicSerdes(settings, REGISTRY_PATIENCE));
    streams = new KafkaStreams(topology, this.settings, new GuardedClients(refusals));
    streams.setUncaughtExceptionHandler(this::threadFailed);
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            running.countDown();
          }
        });
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

  /** Starts it; it restores its stores and processes from then on. */
  public void start() {
    streams.start();
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
      throw new StreamsException("the analyzer has stopped: " + word(error), error);
    }
  }

  /** Refused rights are said with what to do about them. */
  private static String word(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthorizationException) {
        return cause.getMessage() + "; docs/security-kafka.md has the rights that are needed";
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

  /** What this instance keeps. */
  public LocalStores stores() {
    return new LocalStores(streams);
  }

  /**
   * What this instance offers to those who ask, to be closed by the caller before this.
   *
   * @param config how it asks the other instances, whose addresses are their {@code
   *     application.server}; without one it answers from its own stores alone
   */
  public Queries queries(QueryConfig config, InstantSource clock) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(config.patience()).build();
    return new StreamsQueries(streams, settings, partitions, config, http, clock);
  }

  /**
   * Adds the numbers of Kafka Streams and of dead letters to a registry.
   *
   * @return what keeps them up to date, to be closed by the caller before this
   */
  public KafkaStreamsMetrics bindTo(MeterRegistry registry) {
    KafkaStreamsMetrics meters = new KafkaStreamsMetrics(streams);
    meters.bindTo(registry);
    deadLetters.bindTo(registry);
    return meters;
  }

  /** Stops processing and leaves the group; what it knows stays in Kafka. */
  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(CLOSE_WITHIN)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    refusedOutput.close();
  }
}
