package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.internal.ClusterClock;
import io.pulltriage.schemas.internal.ReadPart;
import io.pulltriage.streams.topology.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * How far copies are behind. Kafka is asked for the ends of all changelogs at once, no more than
 * once a second, and is not waited for longer than a question has patience. Thread-safe.
 */
public final class CopyAges {

  private static final Duration ASK_EVERY = Duration.ofSeconds(1);
  private static final long UNKNOWN = -1;

  /** Where the incident stage's copies can tell up to which time they have come. */
  private static final Set<String> OF_INCIDENTS = Set.of(Stores.INCIDENTS, Stores.NAMESPACE_COUNTS);

  private final KafkaStreams streams;
  private final Duration patience;
  private final InstantSource clock;
  private Instant askedAt = Instant.EPOCH;
  private CompletableFuture<Map<String, Map<Integer, LagInfo>>> lags =
      CompletableFuture.completedFuture(Map.of());

  /** Asks an instance, waiting for Kafka for so long at most. */
  public CopyAges(KafkaStreams streams, Duration patience, InstantSource clock) {
    this.streams = streams;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * To be asked before the part is read: then it holds at least as much as this says.
   *
   * @param fresh whether that something is not there is to be concluded from it: a copy that was
   *     complete a second ago may have been thrown away and begun again since
   */
  ReadPart of(Parts part, String store, boolean fresh) {
    if (!part.copies()) {
      return ReadPart.newBuilder().setPartition(part.partition()).build();
    }
    return ReadPart.newBuilder()
        .setPartition(part.partition())
        .setCopy(true)
        .setLag(lag(store, part.partition(), fresh))
        .setAsOf(asOf(part, store).orElse(null))
        .build();
  }

  private long lag(String store, int partition, boolean fresh) {
    LagInfo lag = lags(fresh).getOrDefault(store, Map.of()).get(partition);
    return lag == null ? UNKNOWN : lag.offsetLag();
  }

  private Map<String, Map<Integer, LagInfo>> lags(boolean fresh) {
    try {
      return asked(fresh).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    } catch (ExecutionException | TimeoutException e) {
      // Kafka or this instance is away; that the age is unknown is what the answer says.
      return Map.of();
    }
  }

  private synchronized CompletableFuture<Map<String, Map<Integer, LagInfo>>> asked(boolean fresh) {
    Instant now = clock.instant();
    if (fresh || (lags.isDone() && !now.isBefore(askedAt.plus(ASK_EVERY)))) {
      askedAt = now;
      lags = CompletableFuture.supplyAsync(streams::allLocalStorePartitionLags);
    }
    return lags;
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
}
