package io.pulltriage.streams.query;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One who follows the changes. Fed by the thread that reads the topics, read by one other thread;
 * who reads too slowly is left behind rather than waited for.
 */
public final class Subscription implements AutoCloseable {

  private final Deque<Change> missed;
  private final BlockingQueue<Change> queue;
  private final Positions heard;
  private final boolean resumed;
  private final Consumer<Subscription> onClose;
  private volatile boolean over;

  /**
   * A subscription.
   *
   * @param missed what is to be heard first
   * @param heard up to where all has been heard
   * @param resumed whether nothing was missed since the client was last here
   * @param buffer changes that wait at most
   */
  Subscription(
      Collection<Change> missed,
      Positions heard,
      boolean resumed,
      int buffer,
      Consumer<Subscription> onClose) {
    this.missed = new ArrayDeque<>(missed);
    this.heard = heard;
    this.resumed = resumed;
    this.queue = new LinkedBlockingQueue<>(buffer);
    this.onClose = onClose;
  }

  /** Whether it goes on where the client was; otherwise the client must begin anew. */
  public boolean isResumed() {
    return resumed;
  }

  /** The next change; null if there is none for as long. */
  public @Nullable Change next(Duration within) throws InterruptedException {
    Change change = missed.poll();
    if (change == null) {
      change = queue.poll(within.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (change != null) {
      heard.pass(change);
    }
    return change;
  }

  /** Whether nothing waits to be read. */
  public boolean isIdle() {
    return missed.isEmpty() && queue.isEmpty();
  }

  /** The id under which a client may come back after the last change that was read. */
  public String position() {
    return heard.toString();
  }

  /** Whether no more will come: the client was too slow, or it was ended. */
  public boolean isOver() {
    return over && isIdle();
  }

  /** Called for each change. */
  void offer(Change change) {
    if (!over && !queue.offer(change)) {
      over = true;
      queue.clear();
      missed.clear();
    }
  }

  /** Nothing more comes. */
  public void end() {
    over = true;
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
