package io.pulltriage.streams.api;

import io.pulltriage.streams.config.LimitsConfig;
import io.pulltriage.streams.query.ChangeView;
import io.pulltriage.streams.query.Field;
import io.pulltriage.streams.query.ReadModel;
import io.pulltriage.streams.query.Subscription;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Changes as they come, as server-sent events. */
final class StreamRoutes implements Resource {

  /** What a client may want to hear of. */
  enum Kind {
    INCIDENT,
    OUTBREAK,
    CLUSTER
  }

  private static final String EVENTS = "text/event-stream";

  private final ReadModel model;
  private final LimitsConfig limits;
  private final InstantSource clock;
  private final Semaphore streams;
  private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  StreamRoutes(ReadModel model, LimitsConfig limits, InstantSource clock) {
    this.model = model;
    this.limits = limits;
    this.clock = clock;
    this.streams = new Semaphore(limits.streams());
    model.keepChanges(limits.streamHistory());
  }

  @Override
  public List<Route> routes() {
    List<QueryParameter> parameters = new ArrayList<>();
    parameters.add(new QueryParameter("kind", true));
    parameters.addAll(Filters.of(Field.Subject.INCIDENT, Field.Subject.OUTBREAK));
    return List.of(Route.get("/api/v1/stream", this::stream).with(parameters));
  }

  /** Ends all streams; no more are opened. */
  void end() {
    ended = true;
    open.forEach(Subscription::end);
  }

  private Reply stream(Call call) {
    Set<Kind> kinds = call.query().constants("kind", Kind.class);
    ChangeView view = new ChangeView(Filters.read(call.query(), clock), call.caller().visibility());
    boolean ready = model.obstacles().isEmpty();
    if (ended || !ready || streams.availablePermits() == 0) {
      throw Problem.of(503, ready ? "too many streams are open" : "not ready yet")
          .withHeader("Retry-After", "2")
          .exception();
    }
    ChangeEvents events =
        new ChangeEvents(view, kinds.isEmpty() ? EnumSet.allOf(Kind.class) : kinds, clock);
    return new Reply.Stream(
        EVENTS,
        out -> {
          if (streams.tryAcquire()) {
            try (Subscription subscription =
                model.subscribe(call.headers().get("Last-Event-ID"), limits.streamBuffer())) {
              open.add(subscription);
              if (ended) {
                subscription.end();
              }
              events.write(subscription, limits.heartbeat(), out);
              open.remove(subscription);
            } finally {
              streams.release();
            }
          }
        });
  }
}
