package io.pulltriage.producer.watch;

import io.pulltriage.producer.cluster.ClusterAccess;
import io.pulltriage.producer.config.WatchConfig;
import io.pulltriage.producer.publish.ClusterFeed;
import io.pulltriage.producer.publish.Restored;
import io.pulltriage.producer.translate.PublicText;
import io.pulltriage.producer.wire.Fact;
import io.pulltriage.producer.wire.StreamKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tails one cluster into its feed, whatever happens to it. A failure of any of its streams ends the
 * connection as a whole; the next one is made with credentials read anew, after a wait that grows.
 * Thread-safe: everything runs on one serial executor.
 */
final class ClusterWatch implements StreamObserver {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

  /** It takes a look at every pod: a millisecond or so for 100,000. */
  private static final Duration WEIGH_EVERY = Duration.ofSeconds(10);

  private final WatchConfig config;
  private final Clock clock;
  private final Executor executor;
  private final Function<ClusterAccess, ApiConnection> connect;
  private final BooleanSupplier hasRoom;
  private final ClusterFeed feed;
  private final ClusterMeters meters;
  private final BackOff backOff;
  private final LifeProbe probe;
  private final List<KindStream> streams = new ArrayList<>();
  private final Set<StreamKind> everListed = EnumSet.noneOf(StreamKind.class);

  private ClusterAccess access;
  private @Nullable ApiConnection api;
  private @Nullable Instant connectedSince;
  private Instant nextAttempt = Instant.MIN;
  private Instant nextWeighing = Instant.MIN;
  private boolean stopped;

  ClusterWatch(
      ClusterAccess access,
      Surroundings around,
      ClusterFeed feed,
      ClusterMeters meters,
      BackOff backOff,
      Function<StreamKind, Tap> taps) {
    this.access = access;
    this.config = around.config();
    this.clock = around.clock();
    this.executor =
        new SerialExecutor(
            around.pool(), around.failures(), error -> fail("internal error: " + error));
    this.connect = to -> new ApiConnection(around.connections().client(to), executor);
    this.hasRoom = around.hasRoom();
    this.feed = feed;
    this.meters = meters;
    this.backOff = backOff;
    this.probe = new LifeProbe(config.requestTimeout(), new Probing());
    for (StreamKind kind : StreamKind.values()) {
      streams.add(
          new KindStream(
              access.name(), kind, config, around.gate(), clock, this, taps.apply(kind)));
    }
  }

  /** Begins, with what Kafka has from before. */
  void start(Restored before) {
    executor.execute(
        () -> {
          feed.restore(before, clock.instant());
          connect();
        });
  }

  /** Lets it see what time it is; to be called about every second. */
  void tick() {
    executor.execute(this::look);
  }

  /** The way to the cluster has changed: goes on over a new connection. */
  void accessChanged(ClusterAccess now) {
    executor.execute(
        () -> {
          access = now;
          backOff.reset();
          disconnect();
          connect();
        });
  }

  /** Events could not be kept since then. */
  void lost(Instant since) {
    executor.execute(() -> feed.lost(since, clock.instant()));
  }

  /** Ends, and tells why the cluster is no longer watched. */
  CompletableFuture<Void> stop(String reason) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    executor.execute(
        () -> {
          disconnect();
          if (!stopped) {
            stopped = true;
            feed.disconnected(clock.instant(), reason);
            feed.finish(clock.instant());
            meters.disconnected(reason);
            meters.close();
          }
          done.complete(null);
        });
    return done;
  }

  @Override
  public void fact(StreamKind kind, Fact fact) {
    meters.fact(kind, fact);
    feed.take(fact, clock.instant());
  }

  @Override
  public void unusable(StreamKind kind, String reason) {
    meters.unusable(kind);
    LOG.warn("cluster={} kind={} unusable={}", access.name(), kind.fileName, reason);
  }

  /** Nodes come before pods and pods before events, which mean nothing without them. */
  @Override
  public void listed(StreamKind kind) {
    everListed.add(kind);
    if (everListed.size() == StreamKind.values().length) {
      feed.synced(clock.instant());
      meters.synced();
    }
    ApiConnection connection = api;
    if (connection != null) {
      streams.stream()
          .filter(stream -> !stream.isActive())
          .findFirst()
          .ifPresent(next -> next.start(connection));
    }
  }

  @Override
  public void watching(StreamKind kind) {
    if (connectedSince == null && streams.stream().allMatch(KindStream::isWatching)) {
      connectedSince = clock.instant();
      feed.connected(connectedSince);
      meters.connected();
      LOG.info("cluster={} connected", access.name());
    }
  }

  /**
   * Of events nothing is missed: those of the last hour are still there to be listed. And their
   * watch expires wherever nothing happens for some minutes, as API servers send no bookmarks on
   * it.
   */
  @Override
  public void expired(StreamKind kind, String reason) {
    meters.relist(kind);
    if (kind != StreamKind.EVENTS) {
      tellDisconnected("the watch of " + kind.fileName + " expired: " + reason);
    }
  }

  @Override
  public void failed(StreamKind kind, String reason) {
    fail(kind.fileName + ": " + reason);
  }

  @Override
  public boolean hasRoom() {
    return hasRoom.getAsBoolean();
  }

  private void connect() {
    if (stopped || api != null) {
      return;
    }
    meters.attempt();
    try {
      ApiConnection connection = connect.apply(access);
      api = connection;
      for (KindStream stream : streams) {
        stream.start(connection);
        if (!stream.hasList() || api != connection) {
          break; // The others begin when this one's list is there.
        }
      }
    } catch (RuntimeException e) {
      fail(access.origin() + " cannot be used: " + ApiFailure.of(e));
    }
  }

  private void look() {
    if (stopped) {
      return;
    }
    Instant now = clock.instant();
    feed.advanceTo(now);
    weigh(now);
    if (api == null) {
      if (!now.isBefore(nextAttempt)) {
        connect();
      }
      return;
    }
    if (probe.isOverdue(now)) {
      fail("no sign of life for " + config.silentAfter().toSeconds() + " s, nor an answer");
      return;
    }
    for (KindStream stream : List.copyOf(streams)) {
      stream.look(now);
      if (stream.isOverdue(now)) {
        failed(stream.kind(), "no answer within " + config.requestTimeout().toSeconds() + " s");
        return;
      }
    }
    ApiConnection connection = api;
    if (connection != null && streams.stream().anyMatch(stream -> stream.isSilent(now))) {
      probe.ask(connection, now);
    }
  }

  private void weigh(Instant now) {
    if (!now.isBefore(nextWeighing)) {
      nextWeighing = now.plus(WEIGH_EVERY);
      meters.holds(feed.livingPods(), feed.heldBytes());
    }
  }

  /** A watch that says nothing while its API server lives has died without a word. */
  private final class Probing implements LifeProbe.Outcome {

    @Override
    public void alive() {
      ApiConnection connection = api;
      Instant now = clock.instant();
      for (KindStream stream : streams) {
        if (connection != null && stream.isSilent(now)) {
          LOG.info("cluster={} kind={} silent, begun again", access.name(), stream.kind().fileName);
          stream.start(connection);
        }
      }
    }

    @Override
    public void dead(String reason) {
      fail(reason);
    }
  }

  private void fail(String reason) {
    if (stopped) {
      return;
    }
    Instant now = clock.instant();
    if (connectedSince != null && connectedSince.plus(config.backOffTo()).isBefore(now)) {
      backOff.reset();
    }
    disconnect();
    meters.failure();
    nextAttempt = now.plus(backOff.next());
    tellDisconnected(reason);
  }

  private void tellDisconnected(String reason) {
    Instant now = clock.instant();
    connectedSince = null;
    meters.disconnected(PublicText.of(reason));
    feed.disconnected(now, reason);
    LOG.warn("cluster={} disconnected={}", access.name(), PublicText.of(reason));
  }

  private void disconnect() {
    streams.forEach(KindStream::stop);
    probe.cancel();
    if (api != null) {
      api.close();
      api = null;
    }
    connectedSince = null;
  }
}
