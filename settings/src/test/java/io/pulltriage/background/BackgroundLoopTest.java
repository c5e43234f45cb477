package io.pulltriage.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackgroundLoopTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final CountDownLatch repaired = new CountDownLatch(1);
  private BackgroundLoop loop = new BackgroundLoop("worker", Steps::new, registry);

  @AfterEach
  void end() {
    repaired.countDown();
    loop.interrupt();
  }

  static List<Throwable> failures() {
    return List.of(
        new NullPointerException("broken"),
        new AssertionError("broken"),
        new NoClassDefFoundError("broken"),
        new StackOverflowError("broken"),
        new InterruptedException("broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldSayThatItIsDownAndBeginAnewAfterWhateverFails(Throwable failure) {
    // When
    loop = loop(() -> new Steps(failure));
    await().until(() -> loop.failure().isPresent());

    // Then
    assertThat(loop.failure()).hasValue("thread worker is down: broken");
    assertThat(count()).isOne();
    repaired.countDown();
    await().atMost(PATIENCE).until(() -> loop.failure().isEmpty());
    assertThat(log).containsSubsequence("begun", "closed", "begun", "stepped");
  }

  @Test
  void shouldEndByAFatalErrorAndSaySoForGood() {
    loop = loop(() -> new Steps(new InternalError("no heap")));

    assertThat(loop.awaitEnd(PATIENCE)).isTrue();
    assertThat(loop.failure()).hasValue("thread worker is down: no heap");
    assertThat(count()).isOne();
  }

  @Test
  void shouldCloseTheSessionWhenStopped() {
    repaired.countDown();
    loop = loop(Steps::new);
    await().until(() -> log.contains("stepped"));

    loop.stop();

    assertThat(loop.awaitEnd(PATIENCE)).isTrue();
    assertThat(log).endsWith("closed");
    assertThat(count()).isZero();
  }

  @Test
  void shouldEndWhenInterruptedInAStep() {
    CountDownLatch never = new CountDownLatch(1);
    loop =
        loop(
            () ->
                () -> {
                  log.add("stepped");
                  never.await();
                  return true;
                });
    await().until(() -> log.contains("stepped"));

    loop.interrupt();

    assertThat(loop.awaitEnd(PATIENCE)).isTrue();
    assertThat(count()).isZero();
  }

  @Test
  void shouldEndByItselfWhenNothingIsLeftToDo() {
    AtomicInteger left = new AtomicInteger(3);

    loop = loop(() -> () -> left.decrementAndGet() > 0);

    assertThat(loop.awaitEnd(PATIENCE)).isTrue();
    assertThat(left).hasValue(0);
    assertThat(loop.failure()).isEmpty();
  }

  @Test
  void shouldRepeatATaskThatFailsAtTimes() {
    AtomicInteger runs = new AtomicInteger();

    loop =
        BackgroundLoop.every(
            Duration.ofMillis(1),
            "worker",
            () -> {
              if (runs.incrementAndGet() == 2) {
                throw new AssertionError("the second");
              }
            },
            registry);
    loop.start();

    await().atMost(PATIENCE).until(() -> runs.get() > 4);
    assertThat(loop.failure()).isEmpty();
    assertThat(count()).isOne();
  }

  private BackgroundLoop loop(Supplier<BackgroundLoop.Session> sessions) {
    BackgroundLoop started = new BackgroundLoop("worker", sessions, registry);
    started.start();
    return started;
  }

  private double count() {
    return registry.get("pulltriage.background.failures").tag("thread", "worker").counter().count();
  }

  /** Steps that fail until they are repaired. */
  private final class Steps implements BackgroundLoop.Session {

    private final Throwable failure;

    Steps() {
      this(new IllegalStateException("not repaired"));
    }

    Steps(Throwable failure) {
      this.failure = failure;
      log.add("begun");
    }

    @Override
    public boolean step() throws Exception {
      if (repaired.getCount() > 0) {
        if (failure instanceof Error error) {
          throw error;
        }
        throw (Exception) failure;
      }
      log.add("stepped");
      return true;
    }

    @Override
    public void close() {
      log.add("closed");
    }
  }
}
