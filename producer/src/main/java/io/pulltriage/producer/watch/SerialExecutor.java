package io.pulltriage.producer.watch;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another on threads of a shared pool. Whoever owns it hears, in order with
 * the tasks, of one that failed. Thread-safe.
 */
final class SerialExecutor implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

  private final Executor pool;
  private final Consumer<RuntimeException> failed;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  SerialExecutor(Executor pool, Consumer<RuntimeException> failed) {
    this.pool = pool;
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
    } catch (RuntimeException e) {
      LOG.error("a task of a cluster failed", e);
      tell(e);
    }
    synchronized (tasks) {
      if (tasks.isEmpty()) {
        running = false;
        return;
      }
    }
    pool.execute(this::runNext);
  }

  private void tell(RuntimeException error) {
    try {
      failed.accept(error);
    } catch (RuntimeException e) {
      LOG.error("a task of a cluster failed again", e);
    }
  }

  private @Nullable Runnable poll() {
    synchronized (tasks) {
      return tasks.poll();
    }
  }
}
