package io.pulltriage.producer.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.producer.cluster.ClusterAccess;
import io.pulltriage.producer.cluster.ClusterDirectory;
import io.pulltriage.producer.publish.ClusterFeed;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.PublicationSink;
import io.pulltriage.producer.publish.Restored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All clusters: follows which there are, and watches those that this process holds. {@link #look}
 * and {@link #close} are called by one thread; everything else by any.
 */
public final class Fleet implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

  private final ClusterDirectory directory;
  private final Holding holding;
  private final Function<Set<String>, Map<String, Restored>> readBack;
  private final Surroundings around;
  private final FeedConfig feedConfig;
  private final PublicationSink sink;
  private final MeterRegistry registry;
  private final Map<String, Running> runningByName = new ConcurrentHashMap<>();
  private final Gauge size;
  private volatile Set<String> toldProblems = Set.of();

  /** Decides which of the clusters this process watches. */
  public interface Holding extends AutoCloseable {

    /** These are all clusters; gives those that are this process's to watch now. */
    Set<String> held(Set<String> all);

    @Override
    void close();

    /** A process that is alone. */
    static Holding all() {
      return new Holding() {
        @Override
        public Set<String> held(Set<String> all) {
          return all;
        }

        @Override
        public void close() {
          // Nothing is held against others.
        }
      };
    }
  }

  private record Running(ClusterAccess access, ClusterWatch watch, ClusterMeters meters) {}

  /**
   * Watches nothing yet.
   *
   * @param readBack gives what Kafka has of clusters; when it fails they are begun later
   */
  Fleet(
      ClusterDirectory directory,
      Holding holding,
      Function<Set<String>, Map<String, Restored>> readBack,
      Surroundings around,
      FeedConfig feedConfig,
      PublicationSink sink,
      MeterRegistry registry) {
    this.directory = directory;
    this.holding = holding;
    this.readBack = readBack;
    this.around = around;
    this.feedConfig = feedConfig;
    this.sink = sink;
    this.registry = registry;
    this.size =
        Gauge.builder("pulltriage.clusters", runningByName, Map::size)
            .description("Clusters that this process watches.")
            .register(registry);
  }

  /** Looks which clusters there are: begins with those that came, ends with those that went. */
  public void look() {
    ClusterDirectory.Listing listing = directory.look();
    tell(listing.problems());
    Set<String> held = holding.held(listing.clusters().keySet());
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (String name : Set.copyOf(runningByName.keySet())) {
      if (!listing.clusters().containsKey(name)) {
        ends.add(end(name, "this cluster is no longer configured"));
      } else if (!held.contains(name)) {
        ends.add(end(name, "another replica watches this cluster"));
      }
    }
    ends.forEach(CompletableFuture::join);
    Map<String, ClusterAccess> wanted = new HashMap<>(listing.clusters());
    wanted.keySet().retainAll(held);
    wanted.forEach(this::follow);
    wanted.keySet().removeAll(runningByName.keySet());
    begin(wanted);
  }

  /** Lets every cluster see what time it is; to be called about every second. */
  public void tick() {
    runningByName.values().forEach(running -> running.watch().tick());
  }

  /** Events of a cluster could not be kept since then. */
  public void lost(String cluster, Instant since) {
    Running running = runningByName.get(cluster);
    if (running != null) {
      running.watch().lost(since);
    }
  }

  /** The clusters that are watched, and whether each is connected and synced by now. */
  public Map<String, Boolean> clusters() {
    Map<String, Boolean> clusters = new HashMap<>();
    runningByName.forEach(
        (name, running) ->
            clusters.put(name, running.meters().isConnected() && running.meters().isSynced()));
    return clusters;
  }

  /** Why clusters are not connected, by their names; with credentials masked. */
  public Map<String, String> troubles() {
    Map<String, String> troubles = new HashMap<>();
    runningByName.forEach(
        (name, running) -> {
          String trouble = running.meters().trouble();
          if (trouble != null) {
            troubles.put(name, trouble);
          }
        });
    return troubles;
  }

  /** What cannot be used of the sources of clusters, as of the last look. */
  public Set<String> problems() {
    return toldProblems;
  }

  /**
   * Ends all watches; what they published is with the sink then. What it holds it goes on holding:
   * others should not begin before all of that is delivered.
   */
  @Override
  public void close() {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (String name : Set.copyOf(runningByName.keySet())) {
      ends.add(end(name, "the producer was told to end"));
    }
    ends.forEach(CompletableFuture::join);
    registry.remove(size);
  }

  private void follow(String name, ClusterAccess access) {
    runningByName.computeIfPresent(
        name,
        (unused, running) -> {
          if (running.access().fingerprint().equals(access.fingerprint())) {
            return running;
          }
          running.watch().accessChanged(access);
          return new Running(access, running.watch(), running.meters());
        });
  }

  private void begin(Map<String, ClusterAccess> accesses) {
    if (accesses.isEmpty()) {
      return;
    }
    Map<String, Restored> before = readBack.apply(accesses.keySet());
    accesses.forEach(
        (name, access) -> {
          ClusterMeters meters = new ClusterMeters(registry, name, around.clock());
          ClusterWatch watch =
              new ClusterWatch(
                  access,
                  around,
                  new ClusterFeed(name, feedConfig, sink),
                  meters,
                  new BackOff(
                      around.config().backOffFrom(),
                      around.config().backOffTo(),
                      RandomGenerator.getDefault()),
                  kind -> Tap.NONE);
          runningByName.put(name, new Running(access, watch, meters));
          watch.start(before.getOrDefault(name, Restored.nothing()));
        });
  }

  private CompletableFuture<Void> end(String name, String reason) {
    Running running = runningByName.remove(name);
    return running == null ? CompletableFuture.completedFuture(null) : running.watch().stop(reason);
  }

  private void tell(List<String> problems) {
    Set<String> now = new HashSet<>(problems);
    for (String problem : now) {
      if (!toldProblems.contains(problem)) {
        LOG.warn("{}", problem);
      }
    }
    toldProblems = Set.copyOf(now);
  }
}
