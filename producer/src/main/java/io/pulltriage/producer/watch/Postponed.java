package io.pulltriage.producer.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that a busy API server wants to have later. Not thread-safe.
 *
 * <p>An API server that sheds load (API priority and fairness) refuses with 429 and a Retry-After
 * of a second or so. To give the whole connection up for that, and with it a list that is half
 * read, would only add to the load.
 */
final class Postponed {

  /** So often in a row may a server put the same off. */
  private static final int MOST = 10;

  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final Clock clock;
  private @Nullable Runnable task;
  private Instant due = Instant.MAX;
  private int times;

  Postponed(Clock clock) {
    this.clock = clock;
  }

  /** Puts the task off; false when that has been done too often. */
  boolean putOff(Runnable again, Duration by) {
    if (times >= MOST) {
      return false;
    }
    times++;
    task = again;
    due = clock.instant().plus(by.compareTo(SHORTEST) < 0 ? SHORTEST : by);
    return true;
  }

  /** The server has taken a request. */
  void succeeded() {
    times = 0;
  }

  void clear() {
    task = null;
    times = 0;
  }

  void runIfDue(Instant now) {
    Runnable again = task;
    if (again != null && !now.isBefore(due)) {
      task = null;
      again.run();
    }
  }
}
