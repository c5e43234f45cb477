package io.pulltriage.producer.watch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks an API server for something small, to see whether it lives. Everything is called on the
 * cluster's executor.
 */
final class LifeProbe {

  private final Duration timeout;
  private final Outcome outcome;
  private ApiConnection.@Nullable Call call;
  private Instant deadline = Instant.MAX;

  /** What came of it. */
  interface Outcome {

    void alive();

    void dead(String reason);
  }

  LifeProbe(Duration timeout, Outcome outcome) {
    this.timeout = timeout;
    this.outcome = outcome;
  }

  /** Asks, unless the answer to an earlier question is still awaited. */
  void ask(ApiConnection api, Instant now) {
    if (call != null) {
      return;
    }
    deadline = now.plus(timeout);
    try {
      call = api.get(StreamPath.probe(), new ListCall(object -> {}, new Answered()));
    } catch (RuntimeException e) {
      outcome.dead(ApiFailure.of(e));
    }
  }

  boolean isOverdue(Instant now) {
    return call != null && now.isAfter(deadline);
  }

  void cancel() {
    if (call != null) {
      call.cancel();
      call = null;
    }
  }

  private final class Answered implements ListCall.Outcome {

    @Override
    public void page(ListPage page) {
      live();
    }

    @Override
    public void busy(String reason, Duration after) {
      live();
    }

    @Override
    public void gone(String reason) {
      failed(reason);
    }

    @Override
    public void failed(String reason) {
      call = null;
      outcome.dead(reason);
    }

    private void live() {
      call = null;
      outcome.alive();
    }
  }
}
