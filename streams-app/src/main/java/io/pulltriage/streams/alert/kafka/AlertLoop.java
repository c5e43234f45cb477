package io.pulltriage.streams.alert.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.background.BackgroundLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** The thread that alerts run on, from {@link #start} to {@link #close}. Thread-safe. */
final class AlertLoop implements AutoCloseable {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(40);

  private final ConcurrentLinkedQueue<Request<?>> requests = new ConcurrentLinkedQueue<>();
  private final BackgroundLoop loop;

  AlertLoop(Supplier<AlertSession> sessions, MeterRegistry registry) {
    this.loop = new BackgroundLoop("alerts", () -> new Answering(sessions.get()), registry);
  }

  void start() {
    loop.start();
  }

  /** What keeps alerts from being told at present; empty for nothing. */
  Optional<String> failure() {
    return loop.failure();
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

  @Override
  public void close() {
    loop.stop();
    if (!loop.awaitEnd(CLOSE_WITHIN)) {
      loop.interrupt();
    }
  }

  /** A session that answers between its steps. */
  private final class Answering implements BackgroundLoop.Session {

    private final AlertSession session;

    Answering(AlertSession session) {
      this.session = session;
    }

    @Override
    public boolean step() throws InterruptedException {
      session.step();
      for (Request<?> one = requests.poll(); one != null; one = requests.poll()) {
        one.answer(session);
      }
      return true;
    }

    @Override
    public void close() {
      session.close();
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
