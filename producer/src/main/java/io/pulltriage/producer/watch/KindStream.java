package io.pulltriage.producer.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pulltriage.producer.config.WatchConfig;
import io.pulltriage.producer.wire.Fact;
import io.pulltriage.producer.wire.StreamKind;
import io.pulltriage.producer.wire.WatchEntry;
import io.pulltriage.producer.wire.WatchEntryParser;
import io.pulltriage.producer.wire.WatchEntryParser.BadLineException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
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
  private final Set<String> listed = new HashSet<>();

  private @Nullable ApiConnection api;
  private ApiConnection.@Nullable Call call;
  private ListGate.@Nullable Ticket ticket;
  private @Nullable Runnable paused;

  /** When an answer must have come; null while none is awaited. */
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
    leave();
    if (call != null) {
      call.cancel();
    }
    call = null;
    paused = null;
    deadline = null;
    watching = false;
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

  /** Goes on reading if it had stopped for want of room. */
  void resume() {
    if (paused != null && observer.hasRoom()) {
      Runnable more = paused;
      paused = null;
      lastSign = clock.instant();
      more.run();
    }
  }

  boolean isOverdue(Instant now) {
    return deadline != null && now.isAfter(deadline);
  }

  /** Whether it watches and has heard nothing for too long. */
  boolean isSilent(Instant now) {
    return watching && paused == null && lastSign.plus(config.silentAfter()).isBefore(now);
  }

  private void list() {
    listed.clear();
    ask("");
  }

  private void ask(String next) {
    ApiConnection connection = api;
    if (connection == null) {
      return;
    }
    Runnable send =
        () -> {
          if (connection == api) {
            expectAnswer();
            call = send(connection, StreamPath.list(kind, config.pageSize(), next), listCall());
          }
        };
    ticket = gate.enter(() -> connection.execute(send));
  }

  private ApiConnection.@Nullable Call send(
      ApiConnection connection, String path, ApiConnection.Answer answer) {
    try {
      return connection.get(path, answer);
    } catch (RuntimeException e) {
      fail(ApiFailure.of(e));
      return null;
    }
  }

  private ListCall listCall() {
    return new ListCall(
        this::listed,
        new ListCall.Outcome() {
          @Override
          public void page(ListPage page) {
            leave();
            if (page.next().isEmpty()) {
              endList(page.version());
            } else {
              ask(page.next());
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
        });
  }

  private void listed(ObjectNode object) {
    try {
      tap.listed(object);
      WatchEntry.Changed entry = parser.listed(object);
      listed.add(entry.id());
      observer.fact(kind, entry.fact());
    } catch (BadLineException e) {
      observer.unusable(kind, String.valueOf(e.getMessage()));
    }
  }

  private void endList(String version) {
    if (!version.matches("\\d{1,18}")) {
      fail("the API server's resourceVersion is no number: " + version);
      return;
    }
    position = Long.parseLong(version);
    switch (kind) {
      case PODS -> observer.fact(kind, new Fact.PodsListed(Set.copyOf(listed)));
      case NODES -> observer.fact(kind, new Fact.NodesListed(Set.copyOf(listed)));
      case EVENTS -> {
        // Events that are no longer there have expired; nothing follows from that.
      }
    }
    listed.clear();
    observer.listed(kind);
    watch();
  }

  private void watch() {
    ApiConnection connection = api;
    if (connection == null) {
      return;
    }
    expectAnswer();
    String path = StreamPath.watch(kind, position, config.watchTimeout());
    call = send(connection, path, new WatchCall(parser, tap, new Watching()));
  }

  /** One life of the watch. */
  private final class Watching implements WatchCall.Outcome {

    @Override
    public void begun() {
      deadline = null;
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
    leave();
    if (call != null) {
      call.cancel();
    }
    watching = false;
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

  private void expectAnswer() {
    deadline = clock.instant().plus(config.requestTimeout());
  }

  private void leave() {
    if (ticket != null) {
      ticket.leave();
      ticket = null;
    }
  }

  private void fail(String reason) {
    stop();
    observer.failed(kind, reason);
  }
}
