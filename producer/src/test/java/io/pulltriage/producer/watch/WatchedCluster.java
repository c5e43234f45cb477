package io.pulltriage.producer.watch;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.background.BackgroundFailures;
import io.pulltriage.producer.cluster.ClusterAccess;
import io.pulltriage.producer.config.WatchConfig;
import io.pulltriage.producer.publish.ClusterFeed;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Restored;
import io.pulltriage.producer.testing.SteppingClock;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.testkit.FakeApiServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A watch of a fake API server, and all that it published. */
final class WatchedCluster implements AutoCloseable {

  static final WatchConfig CONFIG =
      new WatchConfig(
          2,
          2,
          2,
          Duration.ofSeconds(60),
          Duration.ofSeconds(30), // Of a machine that is busy with something else.
          Duration.ofMinutes(10),
          Duration.ofMillis(20),
          Duration.ofMillis(200));

  final FakeApiServer server = new FakeApiServer();
  final SteppingClock clock = new SteppingClock();
  final List<Publication> published = new CopyOnWriteArrayList<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final AtomicReference<String> token = new AtomicReference<>("first");
  final AtomicBoolean room = new AtomicBoolean(true);
  final ClusterWatch watch;

  private final AtomicReference<@Nullable String> last = new AtomicReference<>();

  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final ApiConnections connections = new ApiConnections(CONFIG, pool);

  WatchedCluster() {
    watch =
        new ClusterWatch(
            new ClusterAccess("prod", "a test", "1", this::settings),
            new Surroundings(
                CONFIG,
                clock,
                pool,
                new BackgroundFailures("clusters", meters),
                new ListGate(1),
                connections,
                room::get),
            new ClusterFeed("prod", FeedConfig.defaults(), this::publish),
            new ClusterMeters(meters, "prod", clock),
            new BackOff(CONFIG.backOffFrom(), CONFIG.backOffTo(), new Random(1)),
            kind -> Tap.NONE);
  }

  /** There is no more room once a pod of that name is published: before anything else is read. */
  void fillWith(String pod) {
    last.set(pod);
  }

  private void publish(Publication publication) {
    published.add(publication);
    if (publication.value() instanceof PodSnapshot pod && pod.getName().equals(last.get())) {
      room.set(false);
    }
  }

  WatchedCluster start() {
    return start(Restored.nothing());
  }

  WatchedCluster start(Restored before) {
    watch.start(before);
    var unused = ticks.scheduleAtFixedRate(watch::tick, 10, 10, TimeUnit.MILLISECONDS);
    return this;
  }

  void startAndAwait() {
    start();
    await().until(this::isWatched);
  }

  Set<String> failingPods() {
    return values(Publication.Kind.POD, PodSnapshot.class).stream()
        .map(PodSnapshot::getName)
        .collect(Collectors.toSet());
  }

  PodSnapshot lastPod() {
    List<PodSnapshot> pods = values(Publication.Kind.POD, PodSnapshot.class);
    return pods.get(pods.size() - 1);
  }

  List<ClusterStatus> statuses() {
    return values(Publication.Kind.CLUSTER, ClusterStatus.class);
  }

  ClusterStatus status() {
    List<ClusterStatus> all = statuses();
    return all.isEmpty() ? notYet() : all.get(all.size() - 1);
  }

  <T> List<T> values(Publication.Kind kind, Class<T> type) {
    return published.stream()
        .filter(publication -> publication.kind() == kind)
        .map(Publication::value)
        .filter(Objects::nonNull)
        .map(type::cast)
        .toList();
  }

  boolean isWatched() {
    return status().getConnected() && status().getSynced();
  }

  double count(String meter, String... tags) {
    return meters.find(meter).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    watch.stop("the test is over").join();
    connections.close();
    pool.shutdownNow();
    server.close();
  }

  private ClusterStatus notYet() {
    return ClusterStatus.newBuilder()
        .setCluster("prod")
        .setConnected(false)
        .setSynced(false)
        .setSince(clock.instant())
        .setObservedAt(clock.instant())
        .build();
  }

  private Config settings() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(server.url())
        .withOauthToken(token.get())
        .build();
  }
}
