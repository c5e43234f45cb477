package io.pulltriage.streams.alert.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that alerts run on, from {@link #start} to {@link #close}. Thread-safe. */
final class AlertLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertLoop.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(40);

  private final Supplier<AlertSession> sessions;
  private final ConcurrentLinkedQueue<Request<?>> requests = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable String error;

  AlertLoop(Supplier<AlertSession> sessions) {
    this.sessions = sessions;
    this.thread = new Thread(this::run, "alerts");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** What keeps alerts from being told at present; null for nothing. */
  @Nullable String error() {
    return error;
  }

  /**
   * Asks something on the loop's thread, which is where it is known.
   *
   * @throws TimeoutException if there is no answer in time, as when Kafka cannot be reached
   */
  <T> T ask(Function<AlertSession, T> question, Duration within)
      throws InterruptedException, TimeoutException {
    Request<T> request = new Request<>(question, new CompletableFuture<>());
    requests.add(request);
    try {
      return request.answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("alerts do not answer", e.getCause());
    } finally {
      requests.remove(request);
    }
  }

  private void run() {
    try {
      while (closed.getCount() > 0) {
        session();
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("alerts were interrupted");
    }
  }

  private void session() throws InterruptedException {
    try (AlertSession session = sessions.get()) {
      error = null;
      while (closed.getCount() > 0) {
        session.step();
        for (Request<?> one = requests.poll(); one != null; one = requests.poll()) {
          one.answer(session);
        }
      }
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      error = String.valueOf(e.getMessage());
      LOG.warn("alerts begin anew after a failure error={}", error, e);
      if (closed.await(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("closed meanwhile");
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    boolean interrupted = false;
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    thread.interrupt();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something asked. */
  private record Request<T>(Function<AlertSession, T> question, CompletableFuture<T> answer) {

    void answer(AlertSession session) {
      try {
        answer.complete(question.apply(session));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }
  }
}
