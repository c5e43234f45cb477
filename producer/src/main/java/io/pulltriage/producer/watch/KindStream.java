package io.pulltriage.producer.watch;

import com.fasterxml.jackson.core.JsonParser;
import io.pulltriage.producer.config.WatchConfig;
import io.pulltriage.producer.wire.StreamKind;
import io.pulltriage.producer.wire.WatchEntry;
import io.pulltriage.producer.wire.WatchEntryParser;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One kind of objects of one cluster: a list, then a watch from there. It knows how far it has come
 * and goes on from there on the next connection. Everything is called on the cluster's executor.
 */
final class KindStream {

  /** A watch that ends sooner has not worked, however politely it ends. */
  private static final Duration SHORTEST_WATCH = Duration.ofSeconds(1);

  /** So often in a row may a list or watch be refused as too old before that is a failure. */
  private static final int MOST_EXPIRIES = 3;

  private final StreamKind kind;
  private final WatchConfig config;
  private final ListGate gate;
  private final Clock clock;
  private final StreamObserver observer;
  private final Tap tap;
  private final WatchEntryParser parser;
  private final Postponed postponed;

  private @Nullable ApiConnection api;
  private @Nullable PagedList list;
  private ApiConnection.@Nullable Call watch;
  private @Nullable Runnable paused;

  /** When the watch must have begun; null while that is not awaited. */
  private @Nullable Instant deadline;

  private long position = WatchEntry.UNKNOWN_VERSION;
  private boolean watching;
  private Instant watchBegan = Instant.EPOCH;
  private Instant lastSign = Instant.EPOCH;
  private int expiries;

  KindStream(
      String cluster,
      StreamKind kind,
      WatchConfig config,
      ListGate gate,
      Clock clock,
      StreamObserver observer,
      Tap tap) {
    this.kind = kind;
    this.config = config;
    this.gate = gate;
    this.clock = clock;
    this.observer = observer;
    this.tap = tap;
    this.parser = new WatchEntryParser(cluster, kind);
    this.postponed = new Postponed(clock);
  }

  /** Begins, or goes on, over a connection. */
  void start(ApiConnection connection) {
    stop();
    api = connection;
    if (position == WatchEntry.UNKNOWN_VERSION) {
      list();
    } else {
      watch();
    }
  }

  /** Breaks off; how far it has come is kept. */
  void stop() {
    breakOff();
    api = null;
  }

  StreamKind kind() {
    return kind;
  }

  /** Whether it lists or watches, or is about to. */
  boolean isActive() {
    return api != null;
  }

  boolean isWatching() {
    return watching;
  }

  /** Whether it has told all there was at some time. */
  boolean hasList() {
    return position != WatchEntry.UNKNOWN_VERSION;
  }

  /** Goes on if it had stopped for want of room, or because the server was busy. */
  void look(Instant now) {
    postponed.runIfDue(now);
    if (paused != null && observer.hasRoom()) {
      Runnable more = paused;
      paused = null;
      lastSign = now;
      more.run();
    }
  }

  boolean isOverdue(Instant now) {
    return (deadline != null && now.isAfter(deadline)) || (list != null && list.isOverdue(now));
  }

  /** Whether it watches and has heard nothing for too long. */
  boolean isSilent(Instant now) {
    return watching && paused == null && lastSign.plus(config.silentAfter()).isBefore(now);
  }

  private void list() {
    ApiConnection connection = api;
    if (connection == null) {
      return;
    }
    list = new PagedList(connection, kind, config, gate, clock, new Listing());
    list.start();
  }

  /** One attempt at a list. */
  private final class Listing implements PagedList.Reader {

    private final ListedObjects objects = new ListedObjects(kind, parser, tap, observer);

    @Override
    public void object(JsonParser at) throws IOException {
      postponed.succeeded();
      objects.read(at);
    }

    @Override
    public void busy(String reason, Duration after, Runnable again) {
      putOff(reason, after, again);
    }

    @Override
    public void complete(String version) {
      list = null;
      if (version.matches("\\d{1,18}")) {
        position = Long.parseLong(version);
        objects.end();
        observer.listed(kind);
        watch();
      } else {
        fail("the API server's resourceVersion is no number: " + version);
      }
    }

    @Override
    public void gone(String reason) {
      expire(reason);
    }

    @Override
    public void failed(String reason) {
      fail(reason);
    }
  }

  private void watch() {
    ApiConnection connection = api;
    if (connection == null) {
      return;
    }
    deadline = clock.instant().plus(config.requestTimeout());
    String path = StreamPath.watch(kind, position, config.watchTimeout());
    try {
      watch = connection.get(path, new WatchCall(parser, tap, new Watching()));
    } catch (RuntimeException e) {
      fail(ApiFailure.of(e));
    }
  }

  /** One life of the watch. */
  private final class Watching implements WatchCall.Outcome {

    @Override
    public void begun() {
      deadline = null;
      postponed.succeeded();
      watching = true;
      watchBegan = clock.instant();
      lastSign = watchBegan;
      observer.watching(kind);
    }

    @Override
    public void alive() {
      lastSign = clock.instant();
    }

    @Override
    public void entry(WatchEntry entry) {
      expiries = 0;
      if (entry instanceof WatchEntry.Changed changed) {
        position = Math.max(position, changed.version());
        observer.fact(kind, changed.fact());
      } else if (entry instanceof WatchEntry.Bookmark bookmark) {
        position = Math.max(position, bookmark.version());
      }
    }

    @Override
    public void unusable(String reason) {
      observer.unusable(kind, reason);
    }

    @Override
    public void morePlease(Runnable more) {
      if (observer.hasRoom()) {
        more.run();
      } else {
        paused = more;
      }
    }

    @Override
    public void gone(String reason) {
      expire(reason);
    }

    @Override
    public void busy(String reason, Duration after) {
      deadline = null;
      watching = false;
      putOff(reason, after, KindStream.this::watch);
    }

    @Override
    public void failed(String reason) {
      fail(reason);
    }

    /** Servers and what stands between end watches as they like; only one that fails is news. */
    @Override
    public void ended(@Nullable Throwable error) {
      boolean worked = !clock.instant().isBefore(watchBegan.plus(SHORTEST_WATCH));
      if (worked) {
        watching = false;
        watch();
      } else {
        fail(error == null ? "the API server ended the watch at once" : ApiFailure.of(error));
      }
    }
  }

  private void expire(String reason) {
    breakOff();
    position = WatchEntry.UNKNOWN_VERSION;
    expiries++;
    if (expiries > MOST_EXPIRIES) {
      expiries = 0;
      fail(reason);
    } else {
      observer.expired(kind, reason);
      list();
    }
  }

  private void putOff(String reason, Duration after, Runnable again) {
    if (!postponed.putOff(again, after)) {
      fail(reason);
    }
  }

  private void breakOff() {
    if (list != null) {
      list.cancel();
    }
    if (watch != null) {
      watch.cancel();
    }
    list = null;
    watch = null;
    paused = null;
    deadline = null;
    watching = false;
    postponed.clear();
  }

  private void fail(String reason) {
    stop();
    observer.failed(kind, reason);
  }
}
