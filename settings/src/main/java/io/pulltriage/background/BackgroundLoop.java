package io.pulltriage.background;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A daemon thread that goes on until it is told to stop. Whatever fails is counted and logged, and
 * after a back-off of 1 to 30 seconds the work begins anew; until a step succeeds, {@link #failure}
 * says so. Only a {@link VirtualMachineError} other than a stack overflow ends the thread, and is
 * said for good. Thread-safe.
 */
public final class BackgroundLoop {

  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

  private final String name;
  private final Duration period;
  private final Supplier<? extends Session> sessions;
  private final BackgroundFailures failures;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private Duration backOff = FIRST_BACK_OFF;
  private volatile @Nullable String failure;

  /** Work from its beginning, or from a failure, to its end or the next failure. */
  public interface Session extends AutoCloseable {

    /**
     * Does the next piece of work; called again until the loop is stopped.
     *
     * @return whether there can be more to do
     */
    boolean step() throws Exception;

    @Override
    default void close() {
      // Holds nothing.
    }
  }

  /**
   * A loop that is not started yet.
   *
   * @param name of the thread
   * @param sessions begins the work, and begins it anew after each failure; may fail itself
   */
  public BackgroundLoop(String name, Supplier<? extends Session> sessions, MeterRegistry registry) {
    this(name, Duration.ZERO, sessions, registry);
  }

  private BackgroundLoop(
      String name, Duration period, Supplier<? extends Session> sessions, MeterRegistry registry) {
    this.name = name;
    this.period = period;
    this.sessions = sessions;
    this.failures = new BackgroundFailures(name, registry);
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** A loop that does something, waits for a time, and does it again. */
  public static BackgroundLoop every(
      Duration period, String name, Runnable task, MeterRegistry registry) {
    Session session =
        () -> {
          task.run();
          return true;
        };
    return new BackgroundLoop(name, period, () -> session, registry);
  }

  /** Begins; to be called once. */
  public void start() {
    thread.start();
  }

  /** Which thread is down, and why; empty while it is well. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure).map(why -> "thread %s is down: %s".formatted(name, why));
  }

  /** Ends the loop after the present step; returns at once. */
  public void stop() {
    stopped.countDown();
  }

  /** Ends the loop and interrupts the present step; returns at once. */
  public void interrupt() {
    stop();
    thread.interrupt();
  }

  /**
   * Waits until the thread has ended, because it was told to or has nothing left to do.
   *
   * @return whether it has within the time; not so when the caller is interrupted, which then stays
   *     interrupted
   */
  public boolean awaitEnd(Duration within) {
    try {
      thread.join(Math.max(1, within.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private void run() {
    boolean more = true;
    while (more && !isStopped()) {
      try {
        more = isMoreAfterSession();
      } catch (Throwable e) {
        if (isStopped() && (e instanceof InterruptedException || Thread.interrupted())) {
          return; // What was under way was interrupted.
        }
        failed(e);
      }
    }
  }

  /** Works until the loop is stopped or has nothing left to do (false). */
  private boolean isMoreAfterSession() throws Exception {
    try (Session session = sessions.get()) {
      while (!isStopped()) {
        if (!session.step()) {
          failure = null;
          return false;
        }
        failure = null;
        backOff = FIRST_BACK_OFF;
        pause(period);
      }
      return true;
    }
  }

  private void failed(Throwable error) {
    failure = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    failures.report(error);
    var unused = Thread.interrupted(); // By nobody who may: it goes on.
    try {
      pause(backOff);
    } catch (InterruptedException e) {
      return; // It is to end, or begins anew at once.
    }
    Duration next = backOff.multipliedBy(2);
    backOff = next.compareTo(LONGEST_BACK_OFF) < 0 ? next : LONGEST_BACK_OFF;
  }

  private void pause(Duration time) throws InterruptedException {
    if (!time.isZero() && stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }
}
