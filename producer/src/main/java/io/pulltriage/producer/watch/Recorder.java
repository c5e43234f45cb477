package io.pulltriage.producer.watch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.background.BackgroundFailures;
import io.pulltriage.producer.cluster.ClusterAccess;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.publish.ClusterFeed;
import io.pulltriage.producer.publish.Restored;
import io.pulltriage.producer.wire.StreamKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/**
 * Records live clusters into a folder, masked, in the form in which captures are replayed. Nothing
 * is published. Used by one thread.
 */
public final class Recorder implements AutoCloseable {

  private final ExecutorService pool;
  private final ApiConnections connections;
  private final List<RecordingTap> taps = new ArrayList<>();
  private final List<ClusterWatch> watches = new ArrayList<>();
  private final List<ClusterMeters> meters = new ArrayList<>();

  /**
   * Begins to record.
   *
   * @throws IOException if the folder already has such recordings or cannot be written
   */
  public Recorder(
      Path folder, Collection<ClusterAccess> clusters, ProducerConfig config, Clock clock)
      throws IOException {
    Files.createDirectories(folder);
    pool = FleetBuilder.pool(config.watch().threads());
    connections = new ApiConnections(config.watch(), pool);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ListGate gate = new ListGate(config.watch().concurrentLists());
    Surroundings around =
        new Surroundings(
            config.watch(),
            clock,
            pool,
            new BackgroundFailures("clusters", registry),
            gate,
            connections,
            () -> true);
    try {
      for (ClusterAccess access : clusters) {
        Map<StreamKind, Tap> tapByKind = new EnumMap<>(StreamKind.class);
        for (StreamKind kind : StreamKind.values()) {
          RecordingTap tap = new RecordingTap(folder, access.name(), kind);
          taps.add(tap);
          tapByKind.put(kind, tap);
        }
        ClusterMeters counts = new ClusterMeters(registry, access.name(), clock);
        meters.add(counts);
        watches.add(
            new ClusterWatch(
                access,
                around,
                new ClusterFeed(access.name(), config.publish(), publication -> {}),
                counts,
                new BackOff(
                    config.watch().backOffFrom(),
                    config.watch().backOffTo(),
                    RandomGenerator.getDefault()),
                kind -> Objects.requireNonNull(tapByKind.get(kind))));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    watches.forEach(watch -> watch.start(Restored.nothing()));
  }

  /**
   * Lets every cluster see what time it is; to be called about every second.
   *
   * @throws IOException if a file cannot be written any more
   */
  public void tick() throws IOException {
    for (RecordingTap tap : taps) {
      tap.requireNoFailure();
    }
    watches.forEach(ClusterWatch::tick);
  }

  /** How many clusters are being recorded at this moment. */
  public long connected() {
    return meters.stream().filter(ClusterMeters::isConnected).count();
  }

  /** Why a cluster is not being recorded, by its name; with credentials masked. */
  public Map<String, String> troubles() {
    Map<String, String> troubles = new HashMap<>();
    for (ClusterMeters cluster : meters) {
      String trouble = cluster.trouble();
      if (trouble != null) {
        troubles.put(cluster.cluster(), trouble);
      }
    }
    return troubles;
  }

  /** How many lines there are. */
  public long lines() {
    return taps.stream().mapToLong(RecordingTap::lines).sum();
  }

  /** Ends, with all files complete. */
  @Override
  public void close() throws IOException {
    watches.forEach(watch -> watch.stop("the recording has ended").join());
    for (RecordingTap tap : taps) {
      tap.close();
    }
    connections.close();
    pool.shutdownNow();
  }
}
