package io.pulltriage.streams.query.part;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Works something out for many who ask: no more than once at a time for each of them who needs it
 * anew, for all who ask while it has not begun share it. Thread-safe.
 */
final class Latest<V> {

  private final Supplier<V> source;
  private final Duration fit;
  private final InstantSource clock;
  private final Executor executor;
  private Instant begunAt = Instant.EPOCH;
  private @Nullable CompletableFuture<V> waiting;
  private @Nullable CompletableFuture<V> last;

  /**
   * Nothing is worked out yet.
   *
   * @param fit for how long one that is worked out is good enough for who does not need it anew
   * @param executor works it out
   */
  Latest(Supplier<V> source, Duration fit, InstantSource clock, Executor executor) {
    this.source = source;
    this.fit = fit;
    this.clock = clock;
    this.executor = executor;
  }

  /**
   * The result, which may have yet to come. It fails as the source does.
   *
   * @param anew whether it must be begun after the call
   */
  synchronized CompletableFuture<V> ask(boolean anew) {
    if (waiting != null) {
      return waiting;
    }
    if (!anew && last != null && (!last.isDone() || clock.instant().isBefore(begunAt.plus(fit)))) {
      return last;
    }
    waiting = CompletableFuture.supplyAsync(this::begin, executor);
    last = waiting;
    return waiting;
  }

  private V begin() {
    synchronized (this) {
      waiting = null;
      begunAt = clock.instant();
    }
    return source.get();
  }
}
