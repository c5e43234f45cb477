package io.pulltriage.producer.watch;

import com.fasterxml.jackson.core.JsonParser;
import io.pulltriage.producer.config.WatchConfig;
import io.pulltriage.producer.wire.StreamKind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One list, read page by page, each of which needs a place at the gate. Everything is called on the
 * cluster's executor.
 *
 * <p>When the token for the next page has expired (410, after five minutes by etcd's default), the
 * server offers another one for the rest as it is by then. That is of no use here: the watch would
 * have to begin where the first pages were read, and that is what has expired. So the list as a
 * whole has gone and is begun anew by whoever wanted it.
 */
final class PagedList {

  private final ApiConnection api;
  private final StreamKind kind;
  private final WatchConfig config;
  private final ListGate gate;
  private final Clock clock;
  private final Reader reader;

  private ApiConnection.@Nullable Call call;
  private ListGate.@Nullable Ticket ticket;
  private @Nullable Instant deadline;
  private boolean cancelled;

  /**
   * Takes what is listed, and hears how it ends: by one of the last three, after which nothing
   * follows.
   */
  interface Reader {

    /** The next object; what is left of it is skipped. */
    void object(JsonParser parser) throws IOException;

    /** The server is busy: to be gone on with after some time. */
    void busy(String reason, Duration after, Runnable again);

    void complete(String version);

    void gone(String reason);

    void failed(String reason);
  }

  PagedList(
      ApiConnection api,
      StreamKind kind,
      WatchConfig config,
      ListGate gate,
      Clock clock,
      Reader reader) {
    this.api = api;
    this.kind = kind;
    this.config = config;
    this.gate = gate;
    this.clock = clock;
    this.reader = reader;
  }

  /** Asks for the first page. */
  void start() {
    ask("");
  }

  /** Breaks off; nothing is told any more. */
  void cancel() {
    cancelled = true;
    leave();
    if (call != null) {
      call.cancel();
    }
  }

  boolean isOverdue(Instant now) {
    return deadline != null && now.isAfter(deadline);
  }

  private void ask(String next) {
    if (cancelled) {
      return;
    }
    ticket = gate.enter(() -> api.execute(() -> send(next)));
  }

  private void send(String next) {
    if (cancelled) {
      return;
    }
    deadline = clock.instant().plus(config.requestTimeout());
    try {
      call =
          api.get(
              StreamPath.list(kind, config.pageSize(), next),
              new ListCall(reader::object, new Page(next)));
    } catch (RuntimeException e) {
      leave();
      reader.failed(ApiFailure.of(e));
    }
  }

  private void leave() {
    deadline = null;
    if (ticket != null) {
      ticket.leave();
      ticket = null;
    }
  }

  /** How a page ends. */
  private final class Page implements ListCall.Outcome {
    private final String token;

    Page(String token) {
      this.token = token;
    }

    @Override
    public void page(ListPage page) {
      leave();
      if (page.next().isEmpty()) {
        reader.complete(page.version());
      } else {
        ask(page.next());
      }
    }

    @Override
    public void busy(String reason, Duration after) {
      leave();
      reader.busy(reason, after, () -> ask(token));
    }

    @Override
    public void gone(String reason) {
      leave();
      reader.gone(reason);
    }

    @Override
    public void failed(String reason) {
      leave();
      reader.failed(reason);
    }
  }
}
