package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.internal.ClusterClock;
import io.pulltriage.schemas.internal.ReadPart;
import io.pulltriage.streams.topology.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * How far copies are behind. Kafka is asked no more than once a second where that will do, once at
 * a time in any case, and is not waited for longer than a question has patience. Thread-safe.
 */
public final class CopyAges implements AutoCloseable {

  private static final Duration ASK_EVERY = Duration.ofSeconds(1);

  /** Where the incident stage's copies can tell up to which time they have come. */
  private static final Set<String> OF_INCIDENTS = Set.of(Stores.INCIDENTS, Stores.NAMESPACE_COUNTS);

  private final Duration patience;
  private final InstantSource clock;
  private final ChangelogLags lags;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(CopyAges::threadThatEndsWithTheProcess);
  private final Map<Set<String>, Latest<Map<Integer, Long>>> latest = new ConcurrentHashMap<>();

  /**
   * Asks an instance, which need not have started yet.
   *
   * @param settings its own
   * @param patience for how long an instance that asks waits for its answer
   */
  public CopyAges(
      KafkaStreams streams, StreamsConfig settings, Duration patience, InstantSource clock) {
    // The answer has to be on its way by then.
    this.patience = patience.dividedBy(2);
    this.clock = clock;
    this.lags = new ChangelogLags(streams, settings, this.patience);
  }

  private static Thread threadThatEndsWithTheProcess(Runnable work) {
    Thread thread = new Thread(work, "copy-ages");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * To be asked before the part is read: then it holds at least as much as this says.
   *
   * @param stores that are read, the first of which the question is about
   * @param fresh whether that something is not there is to be concluded from it: a copy that was
   *     complete a second ago may have been thrown away and begun again since
   */
  ReadPart of(Parts part, List<String> stores, boolean fresh) {
    if (!part.copies()) {
      return ReadPart.newBuilder().setPartition(part.partition()).build();
    }
    return ReadPart.newBuilder()
        .setPartition(part.partition())
        .setCopy(true)
        .setLag(
            lags(Set.copyOf(stores), fresh).getOrDefault(part.partition(), ChangelogLags.UNKNOWN))
        .setAsOf(asOf(part, stores.get(0)).orElse(null))
        .build();
  }

  private Map<Integer, Long> lags(Set<String> stores, boolean fresh) {
    try {
      return latest
          .computeIfAbsent(
              stores, same -> new Latest<>(() -> lags.of(stores), ASK_EVERY, clock, thread))
          .ask(fresh)
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      // Kafka or this instance is away; that the age is unknown is what the answer says.
      return Map.of();
    }
  }

  private static Optional<Instant> asOf(Parts part, String store) {
    if (!OF_INCIDENTS.contains(store)) {
      return Optional.empty();
    }
    Instant newest = Instant.MIN;
    try {
      ReadOnlyKeyValueStore<String, ClusterClock> clocks = part.open(Stores.INCIDENT_CLOCKS);
      try (KeyValueIterator<String, ClusterClock> all = clocks.all()) {
        while (all.hasNext()) {
          ClusterClock told = all.next().value;
          if (told != null && !told.getTimes().isEmpty()) {
            Instant reached = Collections.min(told.getTimes().values());
            newest = reached.isAfter(newest) ? reached : newest;
          }
        }
      }
    } catch (InvalidStateStoreException e) {
      return Optional.empty();
    }
    return newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest);
  }

  /** Returns at once; what it was connected to is let go when the last look is over. */
  @Override
  public void close() {
    thread.execute(lags::close);
    thread.shutdown();
  }
}
