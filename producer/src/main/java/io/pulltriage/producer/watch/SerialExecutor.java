package io.pulltriage.producer.watch;

import io.pulltriage.background.BackgroundFailures;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after another on threads of a shared pool. Whoever owns it hears, in order with
 * the tasks, of one that failed. Thread-safe.
 */
final class SerialExecutor implements Executor {

  private final Executor pool;
  private final BackgroundFailures failures;
  private final Consumer<Throwable> failed;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  SerialExecutor(Executor pool, BackgroundFailures failures, Consumer<Throwable> failed) {
    this.pool = pool;
    this.failures = failures;
    this.failed = failed;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    pool.execute(this::runNext);
  }

  /** One task at a time, so that one busy cluster does not keep a thread from the others. */
  private void runNext() {
    Runnable task = poll();
    if (task == null) {
      return;
    }
    try {
      task.run();
    } catch (Throwable e) {
      tell(e);
    } finally {
      goOn();
    }
  }

  private void goOn() {
    synchronized (tasks) {
      if (tasks.isEmpty()) {
        running = false;
        return;
      }
    }
    pool.execute(this::runNext);
  }

  private void tell(Throwable error) {
    try {
      failed.accept(error);
    } catch (Throwable e) {
      failures.report(e);
    } finally {
      failures.report(error);
    }
  }

  private @Nullable Runnable poll() {
    synchronized (tasks) {
      return tasks.poll();
    }
  }
}
